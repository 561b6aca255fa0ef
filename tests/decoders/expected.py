"""What an instruction does, as a reader of llvm-objdump's text understands it, in the words of
src/code/instruction.h. Each architecture's file beside this one has a function
lower(mnemonic, operands, address, length) that gives such a text, None where the text claims
nothing (an instruction that objdump does not know)."""

NO = None


def text(op="nop", size=0, d=NO, w=NO, a=NO, b=NO, shift="", imm=0, flow="next", target=None,
         cond="always", flags=(), kills=(), signed=False):
    out = op
    if size:
        out += f".{size}"
    if signed:
        out += "s"
    for letter, register in (("d", d), ("w", w), ("a", a), ("b", b)):
        if register is not NO:
            out += f" {letter}{register}"
    out += shift
    if b is NO and imm:
        out += f" #{imm}"
    if flow != "next":
        out += f" {flow}"
    if target is not None:
        out += f" @{target:x}"
    if cond != "always":
        out += f" if:{cond}"
    for flag in ("conditional", "delay", "annulled", "writeback", "post", "flags", "other_set", "low_word",
                 "keeps", "reversed"):
        if flag in flags:
            out += f" {flag}"
    for register in sorted(set(kills)):
        out += f" !{register}"
    return out


def simplified(zero, op, d=NO, a=NO, b=NO, imm=0, shift="", **rest):
    """The text of an operation on registers, where register `zero` always reads as 0."""
    if op == "load":
        return text(op, d=None if d == zero else d, a=a, b=b, imm=imm, shift=shift, **rest)
    if d == zero and op not in ("store", "compare", "test"):
        return text()
    if op in ("add", "or"):
        if b is NO and a == zero:
            op, a = "constant", NO
        elif b is not NO and b == zero and not shift:
            op, b = "move", NO
        elif a == zero and not shift:
            op, a, b = "move", b, NO
    if op == "move" and a == zero:
        op, a = "constant", NO
    if op == "constant":
        rest["size"] = 0
    return text(op, d=d, a=a, b=b, imm=imm, shift=shift, **rest)


def signed(value, bits):
    value &= (1 << bits) - 1
    return value - (1 << bits) if value >> (bits - 1) else value
