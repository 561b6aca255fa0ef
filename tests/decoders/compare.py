#!/usr/bin/env python3
"""Compares our decoders with llvm-objdump: length, flow and operands of every instruction of every
ELF file below a folder.

usage: compare.py [--samples FILE] DECODE_LINES FOLDER [ARCHITECTURE...]

FOLDER has a folder for each port of Debian (tests/decoders/fetch makes it). With --samples, one
instruction of each name that agrees goes into FILE, for the unit tests. Prints one line for each
architecture: files, instructions, how many of them are told (an operation or a flow), and
what differs. Exit 1 where anything differs.
"""
import bisect
import collections
import functools
import importlib
import pathlib
import re
import struct
import subprocess
import sys

# Port, our decoder, the reader of objdump's text, and what objdump must be told.
ARCHITECTURES = {
    "mips": ("mips", "mips", "mips", []),
    "mipsel": ("mipsel", "mipsel", "mips", []),
    "mips64": ("mips64", "mips64", "mips", []),
    "mips64el": ("mips64el", "mips64el", "mips", []),
    "arm": ("armel", "arm", "arm", ["--triple=armv7-linux-gnueabi", "--mattr=+vfp3,+neon,+hwdiv-arm,+hwdiv,+aes,+sha2"]),
    "arm_hf": ("armhf", "arm", "arm", ["--triple=armv7-linux-gnueabi", "--mattr=+vfp4,+neon,+hwdiv-arm,+hwdiv,+aes,+sha2"]),
    "thumb": ("armhf", "thumb", "arm", ["--triple=thumbv7-linux-gnueabihf",
                                          "--mattr=+vfp4,+neon,+hwdiv,+aes,+sha2"]),
    "aarch64": ("arm64", "aarch64", "aarch64", ["--mattr=+v8.5a,+crypto,+sve2,+mops"]),
    "powerpc": ("powerpc", "powerpc", "powerpc", []),
    "powerpc64": ("ppc64", "powerpc64", "powerpc", ["--mcpu=pwr9"]),
    "powerpc64le": ("ppc64el", "powerpc64le", "powerpc", ["--mcpu=pwr9"]),
    "riscv64": ("riscv64", "riscv64", "riscv", ["-M", "no-aliases", "-M", "numeric", "--mattr=+a,+m,+f,+d,+c"]),
    # There is no port of 32 bits: bytes of the other, which are other instructions there.
    "riscv32": ("riscv32", "riscv32", "riscv", ["--mattr=+c", "-M", "no-aliases", "-M", "numeric", "--mattr=+a,+m,+f,+d,+c"]),
}
LOWER = {"thumb": "lower_thumb", "riscv32": "lower_32"}
# What objdump says beside the instruction.
COMMENT = re.compile(r"\s+(//|# (0x|imm)|@ |; |= ).*$")
# A directive around an instruction of a later release.
RDHWR = re.compile(r"\.set\s+push\s+\.set\s+mips32r2\s+(rdhwr[^\n]*)\s+\.set\s+pop")
LINE = re.compile(r"^\s*([0-9a-f]+):\s+(\S.*)?$")


def code_sections(path):
    """(address, offset, size) of the sections of an ELF file that hold instructions."""
    data = path.read_bytes()
    if data[:4] != b"\x7fELF" or len(data) < 64:
        return []
    order = "<" if data[5] == 1 else ">"
    wide = data[4] == 2
    header = struct.unpack_from(order + ("QQQIHHHHHH" if wide else "IIIIHHHHHH"), data, 24)
    found = []
    for i in range(header[8]):
        at = header[2] + i * header[7]
        if wide:
            _, kind, flags, address, offset, size = struct.unpack_from(order + "IIQQQQ", data, at)
        else:
            _, kind, flags, address, offset, size = struct.unpack_from(order + "IIIIII", data, at)
        if kind == 1 and flags & 4:
            found.append((address, offset, size))
    return found


@functools.lru_cache(maxsize=2)
def content(path):
    return path.read_bytes()


def section_bytes(sections, path, address, length):
    start, offset, _ = next(s for s in sections if s[0] <= address < s[0] + s[2])
    offset += address - start
    return content(path)[offset:offset + length].hex()


def disassemble(path, options):
    """(address, length, mnemonic, operands) of each line of llvm-objdump."""
    command = ["llvm-objdump-19", "-d", "-z", "--no-show-raw-insn", *options, str(path)]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    output = RDHWR.sub(r"\1", output)
    lines = []
    sections = code_sections(path)
    for line in output.splitlines():
        match = LINE.match(line)
        if match:
            lines.append((int(match[1], 16), match[2] or ""))
    ends = {address + size for address, _, size in sections}
    edges = sorted(ends | {address for address, _, _ in sections})
    for i, (address, rest) in enumerate(lines):
        following = lines[i + 1][0] if i + 1 < len(lines) else None
        edge = edges[bisect.bisect_right(edges, address)]
        if following is None or following <= address or edge < following:
            following = edge
        rest = re.sub(r"\s+<[^>]*>", "", rest)
        rest = COMMENT.sub("", rest)
        name, _, operands = rest.replace("\t", " ").strip().partition(" ")
        yield address, following - address, name, operands.strip()


def split(operands):
    """Operands at the commas that stand in no bracket."""
    parts, depth, start = [], 0, 0
    for i, letter in enumerate(operands):
        if letter in "[{(":
            depth += 1
        elif letter in "]})":
            depth -= 1
        elif letter == "," and not depth:
            parts.append(operands[start:i].strip())
            start = i + 1
    parts.append(operands[start:].strip())
    return [p for p in parts if p]


def same(expected, got):
    if isinstance(expected, tuple):
        kind, want = expected
        if kind == "unknown":
            return got in expected
        if kind == "scalable":  # vectors of no fixed size: a general register is forgotten
            found = re.fullmatch("(unknown|store)(( ![0-9]+)*)", got)
            return found is not None and (want is None or f"!{want}" in found[2].split())
        if kind == "move":
            return re.fullmatch(f"move d{want[0]} a{want[1]} (flags|if:[a-z]+ conditional)", got) is not None
        if kind == "it":
            return got.startswith("nop") and got.endswith("if:other")
        if kind == "any-flow":
            return got.endswith("jump_register")
        if kind == "unknown-store":
            return got.startswith(("store", "unknown"))
        if kind == "32":  # LLVM prints the low half of a branch's target
            return want == re.sub("@[0-9a-f]+", lambda m: f"@{int(m[0][1:], 16) & 0xffffffff:x}", got)
        if kind == "at least":  # more may be forgotten than need be
            return re.fullmatch(re.escape(want) + "( ![0-9]+)*", got) is not None
        if kind == "or-move":  # the text does not say which operation the move was
            return want in (got, got.replace("move.4 ", "move ").replace("constant.4 ", "constant ")
                            .replace("move.8 ", "move ").replace("constant.8 ", "constant "))
        return got in expected
    return expected == got


def compare(decode_lines, name, folder, seen, samples):
    port, decoder, reader, options = ARCHITECTURES[name]
    lower = getattr(importlib.import_module(reader), LOWER.get(name, "lower"))
    agreed = {}  # what was found equal once: the same text and the same answer
    count = told = refused = claimed = files = 0
    for path in sorted((folder / port).rglob("*")):
        if not path.is_file() or path.is_symlink() or path.stat().st_size < 64:
            continue
        sections = code_sections(path)
        if not sections:
            continue
        files += 1
        lines = list(disassemble(path, options))
        asked = []
        section = (0, 0, 0)
        for address, _, _, _ in lines:
            if not section[0] <= address < section[0] + section[2]:
                section = next(s for s in sections if s[0] <= address < s[0] + s[2])
            asked.append(f"{address - section[0] + section[1]:x} {address:x}\n")
        answers = subprocess.run([decode_lines, decoder, str(path)], input="".join(asked), text=True,
                                 capture_output=True, check=True).stdout.splitlines()
        covered = undefined = 0  # instructions that an it still covers, or whose cover is not defined
        for (address, length, mnemonic, operands), answer in zip(lines, answers, strict=True):
            count += 1
            covered, undefined = max(0, covered - 1), max(0, undefined - 1)
            if re.fullmatch("it[te]*", mnemonic):
                undefined = 5 if covered else undefined
                covered = len(mnemonic)
            if undefined:
                continue
            got_length, got = answer.split(" ", 1)
            if mnemonic in ("", "<unknown>", "(bad)"):
                refused += 1
                claimed += not got.startswith("unknown")  # data between the functions
                continue
            key = (mnemonic, operands, length, answer)
            if key in agreed:
                told += agreed[key]
                continue
            try:
                expected = lower(mnemonic, split(operands), address, length)
            except (ValueError, IndexError, TypeError, AttributeError, KeyError) as error:
                expected = KeyError(f"{mnemonic}: {error!r}")
            if isinstance(expected, KeyError):
                seen[(name, "no expectation", mnemonic)].append(f"{path}:{address:x}: {mnemonic} {operands}: {expected} got {got}")
                continue
            known = not got.startswith("unknown")
            told += known
            if int(got_length) != length or not same(expected, got):
                seen[(name, "differs", mnemonic)].append(
                    f"{path}:{address:x}: {mnemonic} {operands}\n    expected {length} {expected}\n"
                    f"    got      {answer}")
            else:
                agreed[key] = known
                alone = name != "thumb" or "conditional" not in got  # not behind an it
                if alone and (name, mnemonic) not in samples and section_bytes(sections, path, address, length):
                    samples[name, mnemonic] = "\t".join((
                        decoder, f"{address:x}", section_bytes(sections, path, address, length),
                        f"{mnemonic} {operands}", got))
    wrong = sum(len(v) for k, v in seen.items() if k[0] == name)
    print(f"{name}: {files} files, {count} instructions, {refused} not known to objdump "
          f"({claimed} of them to us), "
          f"{100 * told / max(1, count - refused):.2f} % told, {wrong} differ", flush=True)


def main():
    arguments = sys.argv[1:]
    sample_file = None
    if arguments[0] == "--samples":
        sample_file = arguments[1]
        del arguments[:2]
    decode_lines, folder = arguments[0], pathlib.Path(arguments[1])
    sys.path.insert(0, str(pathlib.Path(__file__).parent))
    seen = collections.defaultdict(list)
    samples = {}
    for name in arguments[2:] or ARCHITECTURES:
        compare(decode_lines, name, folder, seen, samples)
    if sample_file:
        rows = sorted(samples.values())
        pathlib.Path(sample_file).write_text("".join(row + "\n" for row in rows))
    for key, cases in sorted(seen.items(), key=lambda item: -len(item[1])):
        print(f"{' '.join(key)}: {len(cases)}, such as\n  {cases[0]}")
    return 1 if seen else 0


if __name__ == "__main__":
    sys.exit(main())
