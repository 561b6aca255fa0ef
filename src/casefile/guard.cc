#include "casefile/guard.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>

#include "base/quote.h"

namespace assay::casefile {
namespace {

constexpr int steps_at_once = 1000;

constexpr std::string_view functions_denied[] = {"load_extension", "readfile", "writefile", "edit",
                                                 "fts3_tokenizer", "zipfile",  "fsdir"};
constexpr std::string_view pragmas_allowed[] = {"integrity_check", "table_info", "table_list"};

bool among(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

std::string_view or_empty(const char* text) { return text ? text : ""; }

}  // namespace

ReadGuard::ReadGuard(const Database& database, ReadLimits limits)
    : database_(database),
      limits_(std::move(limits)),
      memory_before_(sqlite3_memory_used()),
      start_(std::chrono::steady_clock::now()) {
  size_before_ = sqlite3_limit(database_.handle(), SQLITE_LIMIT_LENGTH, limits_.value_size_max);
  Guarding& guarding = database_.guarding();
  if (!guarding.is_asked) sqlite3_set_authorizer(database_.handle(), authorize, &guarding);
  guarding.is_asked = true;
  guarding.guard = this;
  sqlite3_progress_handler(database_.handle(), steps_at_once, progress, this);
}

ReadGuard::~ReadGuard() {
  sqlite3_progress_handler(database_.handle(), 0, nullptr, nullptr);
  database_.guarding().guard = nullptr;
  sqlite3_limit(database_.handle(), SQLITE_LIMIT_LENGTH, size_before_);
}

bool ReadGuard::allows(int action, std::string_view a, std::string_view b) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
      return true;
    case SQLITE_READ:
      if (limits_.table && !limits_.table(a)) {
        refusal_ = fmt::format("it may not read {}", quote(a, 64));
        return false;
      }
      return true;
    case SQLITE_FUNCTION:
      if (limits_.function ? limits_.function(b) : !among(functions_denied, b)) return true;
      refusal_ = fmt::format("it may not call {}()", quote(b, 64));
      return false;
    case SQLITE_PRAGMA:
      if (!limits_.table && among(pragmas_allowed, a)) return true;
      refusal_ = fmt::format("it may not set or ask PRAGMA {}", quote(a, 64));
      return false;
    default:
      refusal_ = "it may only read";
      return false;
  }
}

int ReadGuard::authorize(void* guarding, int action, const char* a, const char* b, const char*,
                         const char*) {
  ReadGuard* guard = static_cast<Guarding*>(guarding)->guard;
  return guard == nullptr || guard->allows(action, or_empty(a), or_empty(b)) ? SQLITE_OK
                                                                             : SQLITE_DENY;
}

int ReadGuard::progress(void* self) {
  auto* guard = static_cast<ReadGuard*>(self);
  const ReadLimits& limits = guard->limits_;
  guard->steps_ += steps_at_once;
  if (limits.steps_max != 0 && guard->steps_ > limits.steps_max)
    guard->refusal_ = fmt::format("it did not end within {} steps", limits.steps_max);
  else if (sqlite3_memory_used() - guard->memory_before_ > limits.memory_max)
    guard->refusal_ = fmt::format("it took more than {} MiB", limits.memory_max >> 20U);
  else if (limits.time_max.count() != 0 &&
           std::chrono::steady_clock::now() - guard->start_ > limits.time_max)
    guard->refusal_ = fmt::format("it did not end within {} s", limits.time_max.count() / 1000);
  else
    return 0;
  return 1;
}

}  // namespace assay::casefile
