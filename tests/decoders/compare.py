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
import importlib
import multiprocessing
import os
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
    "x86_64": ("amd64", "x86_64", "x86", ["-M", "intel"]),
    "x86": ("i386", "x86", "x86", ["-M", "intel"]),
    # There is no port of 32 bits: bytes of the other, which are other instructions there.
    "riscv32": ("riscv32", "riscv32", "riscv", ["--mattr=+c", "-M", "no-aliases", "-M", "numeric", "--mattr=+a,+m,+f,+d,+c"]),
}
LOWER = {"thumb": "lower_thumb", "riscv32": "lower_32", "x86": "lower_32"}
# What objdump says beside the instruction.
COMMENT = re.compile(r"\s+(//|# (0x|imm)|@ |; |= ).*$")
BLOCK = 1 << 17  # instructions that are compared at once
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


def section_bytes(sections, data, address, length):
    start, offset, _ = next(s for s in sections if s[0] <= address < s[0] + s[2])
    offset += address - start
    return data[offset:offset + length].hex()


def objdump_lines(path, options):
    """(address, text, cut) of each instruction of llvm-objdump, as it comes. `cut` says that a
    label stands before the next one, so that the length is not certain."""
    command = ["llvm-objdump-19", "-d", "-z", "--no-show-raw-insn", *options, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, bufsize=1 << 20) as process:
        held = None
        for line in process.stdout:
            if ".set" in line:  # rdhwr stands between directives
                line = re.sub(r"\.set.*", "", line)
            match = LINE.match(line)
            if match:
                if held:
                    yield *held, False
                held = int(match[1], 16), match[2] or ""
            elif held and line.startswith("\trdhwr"):
                held = held[0], line.strip()
            elif held and line.endswith(">:\n"):
                yield *held, True
                held = None
        if held:
            yield *held, True
        if process.wait():
            raise subprocess.CalledProcessError(process.returncode, command)


def disassemble(path, options, sections):
    """(address, length, text, cut) of each instruction, in blocks."""
    edges = sorted({edge for address, _, size in sections for edge in (address, address + size)})
    block, last = [], None

    def close(following):
        address, text, cut = last
        edge = edges[bisect.bisect_right(edges, address)]
        if following is None or following <= address or edge < following:
            following = edge
        block.append((address, following - address, text, cut))

    for line in objdump_lines(path, options):
        if last:
            close(line[0])
            if len(block) >= BLOCK:
                yield block
                block = []
        last = line
    if last:
        close(None)
        yield block


def parts_of(text):
    """Name and operands of an instruction, without what objdump adds for people."""
    text = COMMENT.sub("", re.sub(r"\s+<[^>]*>", "", text))
    name, _, operands = text.replace("\t", " ").strip().partition(" ")
    return name, operands.strip()


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
        if kind == "x86":  # nothing is claimed, and what is written is forgotten
            words = got.split()
            claims = any(w[0] in "dw" for w in words[1:])
            return (words[0].split(".")[0] in ("unknown", "store", "load", "nop") and not claims
                    and all(f"!{r}" in words for r in want))
        if kind == "move":
            return re.fullmatch(f"move d{want[0]} a{want[1]} (flags|if:[a-z]+ conditional)", got) is not None
        if kind == "it":
            return got.startswith("nop") and got.endswith("if:other")
        if kind == "any-flow":
            # Results in the program counter: where to is not claimed, or nothing is.
            return got.startswith("unknown") or " jump_register" in got or " return" in got
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


def answers_of(decode_lines, decoder, path, block, sections):
    """What our decoder makes of a block of instructions: length and text of each."""
    asked = []
    section = (0, 0, 0)
    for address, _, _, _ in block:
        if not section[0] <= address < section[0] + section[2]:
            section = next(s for s in sections if s[0] <= address < s[0] + s[2])
        asked.append(f"{address - section[0] + section[1]:x} {address:x}\n")
    return subprocess.run([decode_lines, decoder, str(path)], input="".join(asked), text=True,
                          capture_output=True, check=True).stdout.splitlines()


class Comparison:
    """Of one architecture: what was counted, what differs, and samples of what agrees."""

    def __init__(self, name):
        self.name = name
        _, self.decoder, reader, self.options = ARCHITECTURES[name]
        self.lower = getattr(importlib.import_module(reader), LOWER.get(name, "lower"))
        self.agreed = {}  # what was found equal once: the same text and the same answer
        self.files = self.count = self.told = self.refused = self.claimed = self.not_ours = 0
        self.seen = collections.defaultdict(list)
        self.samples = {}

    def note(self, kind, mnemonic, case):
        self.seen[(self.name, kind, mnemonic)].append(case)

    def file(self, decode_lines, path):
        sections = code_sections(path)
        if not sections:
            return
        self.files += 1
        data = path.read_bytes()
        covered = undefined = 0  # instructions that an it still covers, or not definedly
        for block in disassemble(path, self.options, sections):
            answers = answers_of(decode_lines, self.decoder, path, block, sections)
            for line, answer in zip(block, answers, strict=True):
                self.count += 1
                if self.name == "thumb":
                    covered, undefined = max(0, covered - 1), max(0, undefined - 1)
                    it = re.match("it[te]*(?=[ \t])", line[2])
                    if it:
                        undefined = 5 if covered else undefined
                        covered = len(it[0])
                    if undefined:
                        continue
                known = self.agreed.get((line[2], line[1], answer))
                if known is None:
                    self.instruction(path, data, sections, line, answer)
                else:
                    self.told += known

    def instruction(self, path, data, sections, line, answer):
        address, length, whole, cut = line
        mnemonic, operands = parts_of(whole)
        got_length, got = answer.split(" ", 1)
        place = f"{path}:{address:x}: {mnemonic} {operands}"
        expected = None
        refused = mnemonic in ("", "<unknown>", "(bad)")
        if self.decoder.startswith("x86"):
            head = bytes.fromhex(section_bytes(sections, data, address, 2))
            unclear = (0x66 in head or 0x67 in head) and mnemonic in ("push", "jmp", "mov", "addr32", "rep")
            if refused:
                pass
            elif answer == "1 unknown" or (cut and int(got_length) > length) or unclear:
                self.not_ours += 1  # Zydis refuses it, a label cuts it, or the text hides a prefix
                return
        try:
            if not refused:
                expected = self.lower(mnemonic, split(operands), address, length)
        except (ValueError, IndexError, TypeError, AttributeError, KeyError) as error:
            self.note("no expectation", mnemonic, f"{place}: {error!r} got {got}")
            return
        if expected is None:
            self.refused += 1
            self.claimed += not got.startswith("unknown")  # data between the functions
            return
        known = not got.startswith("unknown")
        self.told += known
        if int(got_length) != length or not same(expected, got):
            self.note("differs", mnemonic, f"{place}\n    expected {length} {expected}\n"
                                           f"    got      {answer}")
            return
        self.agreed[whole, length, answer] = known
        alone = self.name != "thumb" or "conditional" not in got  # not behind an it
        if alone and mnemonic not in self.samples:
            row = section_bytes(sections, data, address, length)
            self.samples[mnemonic] = "\t".join((self.decoder, f"{address:x}", row,
                                                f"{mnemonic} {operands}", got))

    def summary(self):
        wrong = sum(map(len, self.seen.values()))
        ours = f", {self.not_ours} not known to us" if self.not_ours else ""
        return (f"{self.name}: {self.files} files, {self.count} instructions, {self.refused} not known "
                f"to objdump ({self.claimed} of them to us){ours}, "
                f"{100 * self.told / max(1, self.count - self.refused):.2f} % told, {wrong} differ")


def compare(work):
    decode_lines, name, folder = work
    comparison = Comparison(name)
    for path in sorted((folder / ARCHITECTURES[name][0]).rglob("*")):
        if path.is_file() and not path.is_symlink() and path.stat().st_size >= 64:
            comparison.file(decode_lines, path)
    return comparison.summary(), dict(comparison.seen), comparison.samples


def main():
    arguments = sys.argv[1:]
    sample_file = None
    if arguments[0] == "--samples":
        sample_file = arguments[1]
        del arguments[:2]
    decode_lines, folder = arguments[0], pathlib.Path(arguments[1])
    seen, rows = {}, []
    names = arguments[2:] or list(ARCHITECTURES)
    with multiprocessing.Pool(min(os.cpu_count(), len(names))) as pool:
        for summary, differs, samples in pool.imap(compare, [(decode_lines, n, folder) for n in names],
                                                   chunksize=1):
            print(summary, flush=True)
            seen.update(differs)
            rows += samples.values()
    if sample_file:
        pathlib.Path(sample_file).write_text("".join(row + "\n" for row in sorted(rows)))
    for key, cases in sorted(seen.items(), key=lambda item: -len(item[1])):
        print(f"{' '.join(key)}: {len(cases)}, such as\n  {cases[0]}")
    return 1 if seen else 0


if __name__ == "__main__":
    sys.exit(main())
