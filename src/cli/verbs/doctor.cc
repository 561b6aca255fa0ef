#include <bzlib.h>
#include <fmt/format.h>
#include <hs.h>
#include <lzma.h>
#include <openssl/crypto.h>
#include <sqlite3.h>
#include <sys/utsname.h>
#include <zlib.h>
#include <zstd.h>

#include "cli/arguments.h"
#include "cli/columns.h"
#include "cli/json_text.h"
#include "cli/output.h"
#include "cli/version.h"
#include "sandbox/layers.h"
#include "unpack/handler.h"

namespace assay::cli {
namespace {

constexpr Example examples[] = {
    {"assay doctor", "is this machine fit to open a hostile image?"},
    {"assay doctor --quiet && assay scan router.bin", "scan only where every layer is in force"},
};

constexpr ExitMeaning exit_codes[] = {
    {ExitCode::ok, "every layer that --sandbox full asks for is in force"},
    {ExitCode::internal, "a layer is missing; the text says which, and why"},
};

struct Library {
  std::string_view name;
  std::string version;
  std::string_view use;
};

std::vector<Library> libraries() {
  return {{"SQLite", sqlite3_libversion(), "case files"},
          {"OpenSSL", OpenSSL_version(OPENSSL_VERSION), "digests, keys, certificates"},
          {"Vectorscan", hs_version(), "the search for formats"},
          {"zlib", zlibVersion(), "deflate"},
          {"bzip2", BZ2_bzlibVersion(), "bzip2"},
          {"liblzma", lzma_version_string(), "xz"},
          {"zstd", ZSTD_versionString(), "Zstandard"}};
}

std::string kernel() {
  utsname name{};
  if (uname(&name) != 0) return "not known";
  return fmt::format("{} {} {}", name.sysname, name.release, name.machine);
}

Json json_of(const std::vector<sandbox::Layer>& layers, bool fit) {
  Json object = {{"version", version_text}, {"kernel", kernel()}, {"fit", fit}};
  object["layers"] = Json::array();
  for (const sandbox::Layer& layer : layers)
    object["layers"].push_back({{"name", layer.name},
                                {"in_force", layer.in_force},
                                {"required", layer.required},
                                {"detail", layer.detail}});
  object["formats"] = unpack::all_handlers().size();
  object["libraries"] = Json::array();
  for (const Library& library : libraries())
    object["libraries"].push_back({{"name", library.name}, {"version", library.version}});
  return object;
}

void print(const std::vector<sandbox::Layer>& layers, bool fit, Output& out) {
  out.print("assay {} on {}\n", version_text, kernel());
  out.print("\n{}\n",
            out.paint(Tone::heading, "Sandbox: what stands between an image and this machine"));
  for (const sandbox::Layer& layer : layers) {
    const std::string_view state = layer.in_force ? "yes" : layer.required ? "NO" : "no";
    const Tone tone = layer.in_force ? Tone::good : layer.required ? Tone::critical : Tone::dim;
    out.print("  {} {:<14} {}", out.paint(tone, fmt::format("{:<4}", state)), layer.name,
              wrap_behind(layer.detail, 22, out.width));
  }
  if (fit)
    out.print("  Every layer that --sandbox full asks for is in force.\n");
  else
    out.print(
        "  {}\n",
        out.paint(Tone::critical,
                  "A layer is missing: images are not opened unless --sandbox weak is given."));
  out.print("\n{}\n", out.paint(Tone::heading, "Libraries"));
  for (const Library& library : libraries())
    out.print("  {:<12} {:<30} {}\n", library.name, library.version, library.use);
  out.print("\n{}\n", out.paint(Tone::heading, "Knowledge"));
  out.print("  {} formats (assay formats), rules: assay rules\n", unpack::all_handlers().size());
}

Outcome run(const Arguments& arguments, Output& out) {
  const std::vector<sandbox::Layer> layers = sandbox::available_layers();
  bool fit = !layers.empty();
  for (const sandbox::Layer& layer : layers) fit = fit && (layer.in_force || !layer.required);
  if (arguments.json())
    out.write(document(json_of(layers, fit)));
  else if (!arguments.quiet())
    print(layers, fit, out);
  return fit ? ExitCode::ok : ExitCode::internal;
}

}  // namespace

extern const Command doctor = {
    .name = "doctor",
    .summary = "say which protections, libraries and data are in force here",
    .description =
        "An image is read by a confined process: it has no network, no files, few system calls, "
        "and bounded memory. This verb tries each layer of that confinement on this machine "
        "and says which are in force. It also names the libraries with their versions.",
    .examples = examples,
    .exit_codes = exit_codes,
    .json = true,
    .order = 100,
    .run = run,
};

}  // namespace assay::cli
