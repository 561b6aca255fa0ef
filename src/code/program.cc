#include "code/program.h"

#include <fmt/core.h>

#include <algorithm>

#include "code/arm_sets.h"
#include "code/program_reader.h"

namespace assay::code {
namespace {

constexpr std::uint16_t type_core = 4;

// Errors: unsupported, with what it is.
Result<const Decoder*> decoder_for(const formats::Elf& elf) {
  constexpr std::uint16_t mips = 8;
  constexpr std::uint32_t n32 = 0x20;
  const ElfCode code = elf_code(elf);
  const auto unsupported = [&](std::string_view what) {
    return fail(ErrorCode::unsupported,
                fmt::format("code of {}, {}, is not read", elf.machine_name, what));
  };
  if (const Encoding encoding = encoding_of(code); encoding != Encoding::plain)
    return unsupported(to_string(encoding));
  if (elf.machine == mips && elf.bits == 32 && (elf.flags & n32) != 0)
    return unsupported("with registers of 64 bits and addresses of 32");
  const Decoder* decoder = decoder_of(code);
  if (decoder == nullptr) return unsupported("which has no decoder");
  return decoder;
}

// The last of `items`, sorted by address, at or before `address`; nullptr where there is none.
template <class T>
const T* last_before(const std::vector<T>& items, std::uint64_t address) {
  std::span<const T> rest(items);
  if (rest.empty() || rest.front().address > address) return nullptr;
  while (rest.size() > 1) {  // the first of them is before
    const std::size_t half = rest.size() / 2;
    rest = rest[half].address <= address ? rest.subspan(half) : rest.first(half);
  }
  return rest.data();
}

template <class T>
const T* exactly_at(const std::vector<T>& items, std::uint64_t address) {
  const auto found = std::ranges::lower_bound(items, address, {}, &T::address);
  return found != items.end() && found->address == address ? &*found : nullptr;
}

}  // namespace

Result<Program> Program::open(Bytes file) {
  Program program;
  program.file_ = file;
  program.elf_ = TRY(formats::read_elf(file));
  if (program.elf_.type == type_core)
    return fail(ErrorCode::unsupported, "a core dump is no program");
  program.decoder_ = TRY(decoder_for(program.elf_));
  const formats::ElfView view = TRY(formats::ElfView::open(file));
  ProgramReader(program, view).read();
  return program;
}

const CodeRange* Program::code_at(std::uint64_t address) const {
  const CodeRange* range = last_before(code_, address);
  return range != nullptr && address - range->address < range->bytes.size() ? range : nullptr;
}

const Program::Piece* Program::piece_at(std::uint64_t address) const {
  // Pieces may overlap where the headers lie; the last that begins before has the word.
  const Piece* piece = last_before(pieces_, address);
  return piece != nullptr && address - piece->address < piece->file.size ? piece : nullptr;
}

Bytes Program::at(std::uint64_t address) const {
  const Piece* piece = piece_at(address);
  if (piece == nullptr) return {};
  const std::uint64_t distance = address - piece->address;
  return file_.subspan(piece->file.offset + distance, piece->file.size - distance);
}

std::optional<Range> Program::place(std::uint64_t address, std::uint64_t size) const {
  const Piece* piece = piece_at(address);
  if (piece == nullptr) return std::nullopt;
  const std::uint64_t distance = address - piece->address;
  return Range{piece->file.offset + distance, std::min(size, piece->file.size - distance)};
}

bool Program::stays(const Piece& piece, std::uint64_t address) const {
  return !piece.writable || std::ranges::any_of(fixed_, [&](const Range& range) {
    return address >= range.offset && address - range.offset < range.size;
  });
}

bool Program::constant(std::uint64_t address) const {
  const Piece* piece = piece_at(address);
  return piece != nullptr && stays(*piece, address);
}

// Most words that are asked for are literals of the code, far from all slots.
const Program::Slot* Program::slot_at(std::uint64_t address, unsigned size) const {
  if (size != word_size() || slots_.empty() || address < slots_.front().address ||
      address > slots_.back().address)
    return nullptr;
  return exactly_at(slots_, address);
}

Word Program::number_in(const Piece& piece, std::uint64_t address, unsigned size) const {
  const std::uint64_t distance = address - piece.address;
  if (piece.file.size - distance < size || size > 8) return {};
  const Bytes bytes = file_.subspan(piece.file.offset + distance, size);
  const bool big = elf_.order == ByteOrder::big;
  if (size == 4) {
    const auto* word = bytes.data();
    const auto first = static_cast<std::uint32_t>(word[0] << 8U | word[1]);
    const auto second = static_cast<std::uint32_t>(word[2] << 8U | word[3]);
    const std::uint32_t number = first << 16U | second;
    return {Word::Kind::number, big ? number : __builtin_bswap32(number)};
  }
  std::uint64_t value = 0;
  for (unsigned i = 0; i < size; i++) value = value << 8U | bytes[big ? i : size - 1 - i];
  return {Word::Kind::number, value};
}

Word Program::word(std::uint64_t address, unsigned size) const {
  if (const Slot* slot = slot_at(address, size)) return slot->word;
  const Piece* piece = piece_at(address);
  if (piece == nullptr || !stays(*piece, address)) return {};
  return number_in(*piece, address, size);
}

Word Program::first_word(std::uint64_t address, unsigned size) const {
  if (const Slot* slot = slot_at(address, size)) return slot->word;
  const Piece* piece = piece_at(address);
  return piece == nullptr ? Word{} : number_in(*piece, address, size);
}

void Program::first_words(std::uint64_t address, std::span<Word> out) const {
  const auto size = static_cast<unsigned>(word_size());
  auto slot = std::ranges::lower_bound(slots_, address, {}, &Slot::address);
  const Piece* piece = nullptr;
  std::uint64_t piece_end = address;  // from here on another piece may have the word
  for (Word& word : out) {
    if (address >= piece_end) {
      piece = piece_at(address);
      const auto behind = std::ranges::upper_bound(pieces_, address, {}, &Piece::address);
      piece_end = behind == pieces_.end() ? UINT64_MAX : behind->address;
      if (piece != nullptr) piece_end = std::min(piece_end, piece->address + piece->file.size);
    }
    while (slot != slots_.end() && slot->address < address) ++slot;
    if (slot != slots_.end() && slot->address == address)
      word = slot->word;
    else
      word = piece == nullptr ? Word{} : number_in(*piece, address, size);
    address += size;
  }
}

std::optional<std::string_view> Program::text(std::uint64_t address) const {
  const Bytes bytes = at(address);
  const Bytes window = bytes.first(std::min<std::uint64_t>(bytes.size(), program_text_max + 1));
  const std::string_view text = until_nul(window);
  if (text.size() == window.size()) return std::nullopt;
  return text;
}

const Symbol* Program::function_at(std::uint64_t address) const {
  return exactly_at(functions_, address);
}

bool Program::is_relocated(std::uint64_t address, std::uint64_t size) const {
  const auto found = std::ranges::lower_bound(relocated_, address);
  return found != relocated_.end() && *found - address < size;
}

std::string_view Program::relocated_call(std::uint64_t address) const {
  const Name* name = exactly_at(relocated_calls_, address);
  return name == nullptr ? std::string_view() : name->name;
}

std::string_view Program::stub_name(std::uint64_t address) const {
  const Name* name = exactly_at(stubs_, address);
  return name == nullptr ? std::string_view() : name->name;
}

void Program::tell_names(std::vector<ToldName> names) {
  std::erase_if(names, [&](const ToldName& told) { return function_at(told.address) != nullptr; });
  std::ranges::stable_sort(names, {}, &ToldName::address);
  for (const ToldName& told : names) {
    if (told.choices == 0) {
      const bool thumb = told.decoder != nullptr && is_t32(*told.decoder);
      functions_.push_back({told.address, told.end - told.address, told.name, thumb, true});
      continue;
    }
    const auto known = std::ranges::find(imports_, told.name);
    const auto import = static_cast<std::uint64_t>(known - imports_.begin());
    if (known == imports_.end()) imports_.push_back(told.name);
    for (const ChosenSlot& chosen : chosen_slots_) {
      const auto slot = std::ranges::lower_bound(slots_, chosen.address, {}, &Slot::address);
      if (chosen.chooser == told.address && slot != slots_.end() && slot->address == chosen.address)
        slot->word = {Word::Kind::import, import};
    }
  }
  std::ranges::stable_sort(functions_, {}, &Symbol::address);
  told_names_ = std::move(names);
}

const Decoder* Program::stated_decoder(std::uint64_t address) const {
  if (!is_a32(*decoder_)) return decoder_;
  if (const Mark* mark = last_before(marks_, address)) return mark->decoder;
  return nullptr;
}

}  // namespace assay::code
