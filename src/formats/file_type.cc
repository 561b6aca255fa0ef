// Kinds of files, in this order: empty; by magic, the table below; scripts; texts, by what they
// begin with and then by the end of the name; padding (one byte value throughout the samples);
// data.
//
// Source: the magic numbers stand in each format's own specification: RFC 1952 (gzip), PNG 5.2,
// JFIF, GIF89a, OpenType, WOFF 1 and 2, JVMS 4.1, Lua's lundump.h, tzfile(5), term(5), gABI.
#include "formats/file_type.h"

#include <algorithm>
#include <array>

#include "base/lower_case.h"
#include "formats/lines.h"

namespace assay::formats {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t head_size = 4096;
constexpr std::size_t sample_size = 1024;

struct Magic {
  std::size_t offset;
  std::string_view bytes;
  std::string_view kind;
};

constexpr Magic magics[] = {
    {0,
     "\x7f"
     "ELF"sv,
     "elf"},
    {0, "\x89PNG\r\n\x1a\n"sv, "png"},
    {0, "\xff\xd8\xff"sv, "jpeg"},
    {0, "GIF87a"sv, "gif"},
    {0, "GIF89a"sv, "gif"},
    {8, "WEBPVP8"sv, "webp"},
    {0, "\0\0\1\0"sv, "ico"},
    {0, "BM"sv, "bmp"},
    {0, "wOFF"sv, "font"},
    {0, "wOF2"sv, "font"},
    {0, "OTTO\0"sv, "font"},
    {0, "\0\1\0\0\0"sv, "font"},
    {34, "LP\0\0\0\0"sv, "font"},
    {0, "\xca\xfe\xba\xbe\0\0\0"sv, "java-class"},
    {0, "\x1bLua"sv, "lua-bytecode"},
    {0, "\x1bLJ"sv, "luajit-bytecode"},
    {2, "\r\n\0\0\0\0"sv, "python-bytecode"},
    {0, "\x1f\x8b\x08"sv, "gzip"},
    {0, "BZh"sv, "bzip2"},
    {0,
     "\xfd"
     "7zXZ\0"sv,
     "xz"},
    {0, "\x28\xb5\x2f\xfd"sv, "zstd"},
    {0, "\x04\x22\x4d\x18"sv, "lz4"},
    {0, "\x89LZO\0\r\n\x1a\n"sv, "lzop"},
    {0, "\x5d\0\0"sv, "lzma"},
    {0, "PK\3\4"sv, "zip"},
    {0, "7z\xbc\xaf\x27\x1c"sv, "7z"},
    {257, "ustar"sv, "tar"},
    {0, "!<arch>\n"sv, "ar"},
    {0, "070701"sv, "cpio"},
    {0, "070702"sv, "cpio"},
    {0, "070707"sv, "cpio"},
    {0, "hsqs"sv, "squashfs"},
    {0, "sqsh"sv, "squashfs"},
    {0, "\x27\x05\x19\x56"sv, "uimage"},
    {0, "\xd0\x0d\xfe\xed"sv, "device-tree"},
    {0, "SQLite format 3\0"sv, "sqlite"},
    {0, "%PDF-"sv, "pdf"},
    {0, "OggS\0"sv, "ogg"},
    {8, "WAVEfmt "sv, "wav"},
    {0, "ID3"sv, "mp3"},
    {0, "TZif"sv, "timezone"},
    {0, "\xde\x12\x04\x95"sv, "gettext"},
    {0, "\x95\x04\x12\xde"sv, "gettext"},
    {0, "\x1a\x01"sv, "terminfo"},
    {0, "\xd4\xc3\xb2\xa1"sv, "pcap"},
    {0, "\xa1\xb2\xc3\xd4"sv, "pcap"},
    {0, "openssh-key-v1\0"sv, "ssh-key"},
    {0, "\0\0\0\x07ssh-rsa"sv, "ssh-key"},
    {0, "\0\0\0\x07ssh-dss"sv, "ssh-key"},
    {0, "\0\0\0\x0bssh-ed25519"sv, "ssh-key"},
    {0,
     "\0\0\0\x13"
     "ecdsa-sha2-nistp"sv,
     "ssh-key"},
    {0, "CWS"sv, "flash"},
    {0, "FWS"sv, "flash"},
};

struct Ending {
  std::string_view ending;
  std::string_view kind;
};

constexpr Ending endings[] = {
    {".js", "javascript"}, {".css", "css"}, {".json", "json"}, {".htm", "html"},
    {".html", "html"},     {".xml", "xml"}, {".svg", "svg"},   {".lua", "lua"},
    {".py", "python"},     {".php", "php"}, {".asp", "asp"},   {".sh", "script"},
    {".c", "c"},           {".h", "c"},
};

bool same_without_case(char a, char b) { return lower_case(a) == lower_case(b); }

bool starts_with_any_case(std::string_view text, std::string_view start) {
  return text.size() >= start.size() &&
         std::equal(start.begin(), start.end(), text.begin(), same_without_case);
}

bool contains_any_case(std::string_view text, std::string_view part) {
  return !std::ranges::search(text, part, same_without_case).empty();
}

// How much of `text` is text: UTF-8, 8-bit characters of some other set, or not text at all. A
// sequence that the start or end of a sample cuts is let pass.
enum class Writing : std::uint8_t { utf8, eight_bit, none };

Writing writing_of(std::string_view text, bool from_start) {
  Writing writing = Writing::utf8;
  std::size_t i = 0;
  while (!from_start && i < 3 && i < text.size() &&
         (static_cast<unsigned char>(text[i]) & 0xc0U) == 0x80)
    i++;
  for (; i < text.size(); i++) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool control = c < 0x20 || c == 0x7f;
    if (control && "\t\n\r\f\v\b\x1b"sv.find(text[i]) == std::string_view::npos)
      return Writing::none;
    if (c < 0x80) continue;
    const std::size_t more = c >= 0xf0 && c < 0xf5 ? 3 : c >= 0xe0 ? 2 : c >= 0xc2 ? 1 : 0;
    bool whole = more != 0 && c < 0xf5;
    for (std::size_t j = 1; whole && j <= more && i + j < text.size(); j++)
      whole = (static_cast<unsigned char>(text[i + j]) & 0xc0U) == 0x80;
    if (whole) {
      i += more;
    } else {
      writing = Writing::eight_bit;
    }
  }
  return writing;
}

std::array<std::string_view, 4> samples_of(std::string_view text) {
  const std::size_t rest = text.size() - std::min(text.size(), head_size);
  const auto at = [&](std::size_t part) {
    return text.substr(std::min(text.size(), head_size) + rest / 3 * part, sample_size);
  };
  return {text.substr(0, head_size), at(0), at(1),
          text.substr(text.size() - std::min(rest, sample_size))};
}

Writing writing_of_samples(std::string_view text) {
  Writing worst = Writing::utf8;
  bool first = true;
  for (const std::string_view sample : samples_of(text)) {
    worst = std::max(worst, writing_of(sample, first));
    first = false;
  }
  return worst;
}

std::string_view text_kind(std::string_view head, std::string_view name, Writing writing) {
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
  if (head.starts_with("-----BEGIN ")) return "pem";
  if (head.starts_with("PuTTY-User-Key-File-")) return "ssh-key";
  if (starts_with_any_case(head, "<!doctype html") || starts_with_any_case(head, "<html"))
    return "html";
  const bool markup =
      head.starts_with("<?xml") || head.starts_with("<svg") || head.starts_with("<!DOCTYPE svg");
  if (markup && contains_any_case(head.substr(0, 1024), "<svg")) return "svg";
  if (markup) return "xml";
  if (head.starts_with("<?php")) return "php";
  for (const Ending& one : endings) {
    if (name.size() > one.ending.size() &&
        starts_with_any_case(name.substr(name.size() - one.ending.size()), one.ending)) {
      return one.kind;
    }
  }
  if (head.starts_with('<') && contains_any_case(head, "<body")) return "html";
  if (head.starts_with("{\"") || head.starts_with("[{\"") || head.starts_with("{\n")) return "json";
  return writing == Writing::utf8 ? "text" : "text-8bit";
}

bool is_padding(std::string_view text) {
  return std::ranges::all_of(samples_of(text), [&](std::string_view sample) {
    return sample.find_first_not_of(text[0]) == std::string_view::npos;
  });
}

// Whether the magic's few bytes are borne out, where they are too few to tell alone.
bool is_borne_out(std::string_view kind, std::string_view text) {
  if (kind == "bmp") return text.size() > 26 && text.substr(6, 4) == "\0\0\0\0"sv;
  if (kind == "bzip2") return text.size() > 10 && text.substr(4, 6) == "1AY&SY";
  if (kind == "ico") return text.size() > 22 && text[4] != '\0' && text[9] == '\0';
  if (kind == "lzma")
    return text.size() > 13 && (text.substr(9, 4) == "\0\0\0\0"sv ||
                                text.substr(5, 8) == "\xff\xff\xff\xff\xff\xff\xff\xff"sv);
  if (kind == "terminfo") return text.size() > 12 && text[3] == '\0';
  if (kind == "flash") return text.size() > 8 && text[3] > 0 && text[3] < 60;
  if (kind == "python-bytecode") return text.size() > 16;
  return true;
}

}  // namespace

FileType file_type(Bytes bytes, std::string_view name) {
  const std::string_view text = as_text(bytes);
  if (text.empty()) return {"empty", {}};
  for (const Magic& magic : magics) {
    const bool there =
        text.size() >= magic.offset && text.substr(magic.offset).starts_with(magic.bytes);
    if (there && is_borne_out(magic.kind, text)) return {magic.kind, {}};
  }
  const std::string_view head = text.substr(0, head_size);
  if (head.starts_with("#!")) {
    const std::string_view line = trim(head.substr(2, head.find('\n') - 2));
    if (!line.empty() && line[0] == '/' && writing_of(line, true) == Writing::utf8)
      return {"script", {std::string(line), range_in(head, line, 0)}};
  }
  const auto first = static_cast<unsigned char>(text[0]);
  if ((first == 0 || first >= 0x80) && is_padding(text)) return {"padding", {}};
  const Writing writing = writing_of_samples(text);
  if (writing != Writing::none) return {text_kind(head, name, writing), {}};
  return {"data", {}};
}

}  // namespace assay::formats
