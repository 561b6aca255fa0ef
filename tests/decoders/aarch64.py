"""AArch64 as llvm-objdump prints it."""
import re

from expected import signed, simplified, text

ZR, SP, LINK = 31, 32, 30
CONDITIONS = {"eq": "eq", "ne": "ne", "hs": "geu", "lo": "ltu", "mi": "mi", "pl": "pl", "vs": "vs",
              "vc": "vc", "hi": "gtu", "ls": "leu", "ge": "ge", "lt": "lt", "gt": "gt", "le": "le",
              "al": "always", "nv": "always", "cs": "geu", "cc": "ltu"}
ADDITIONS = {"add": "add", "sub": "subtract", "adds": "add", "subs": "subtract"}
LOGIC = {"and": "and", "orr": "or", "eor": "xor", "bic": "and_not", "orn": "or_not",
         "eon": "xor_not", "ands": "and", "bics": "and_not"}
COMPARES = {"add": "compare_neg", "subtract": "compare", "and": "test"}
SHIFTS = {"lsl": "<<", "lsr": ">>", "asr": ">>>", "ror": "ror"}
SHIFT_OPS = {"lsl": "shift_left", "lsr": "shift_right", "asr": "shift_signed", "ror": "rotate"}
SINGLE = re.compile(r"(ldr|ldur|ldtr|ldar|ldlar|ldapr|ldapur|ldxr|ldaxr|str|stur|sttr|stlr|stllr|stlur)(s?)([bhw]?)")
CALLEE = ("ldaxr", "ldxr")


def reg(name):
    if name in ("sp", "wsp"):
        return SP
    if name in ("xzr", "wzr"):
        return ZR
    return int(name[1:])


def general(name):
    return re.fullmatch(r"[xw]([0-9]+|zr)|w?sp", name) is not None


def size_of(name):
    return 4 if name[0] == "w" else 8


def number(operand):
    return int(operand.lstrip("#"), 0)


def kills(*names):
    return {reg(n) for n in names} - {ZR}


def second_operand(ops, size):
    """b, immediate and shift of the operands behind the first two."""
    b, imm, shift = None, 0, ""
    if ops[0].startswith("#"):
        imm = number(ops[0])
        if len(ops) > 1:
            imm <<= number(ops[1].split()[1])
        imm = signed(imm, 64)
        return b, imm, shift
    b = reg(ops[0])
    if len(ops) > 1:
        kind, _, amount = ops[1].partition(" ")
        amount = number(amount) if amount else 0
        if kind in SHIFTS:
            shift = f"{SHIFTS[kind]}{amount}" if amount else ""
        elif kind in ("uxtx", "sxtx") or kind in ("uxtw", "sxtw") and size == 4:
            shift = f"<<{amount}" if amount else ""
        else:
            shift = f"{kind}{amount}"  # of the lower part of a register
    return b, imm, shift


def computed(op, ops, sets):
    d, size = reg(ops[0]), size_of(ops[0])
    b, imm, shift = second_operand(ops[2:], size)
    if sets and d == ZR:
        if op not in COMPARES:
            return text("unknown", flags=("flags",))
        return text(COMPARES[op], size, a=reg(ops[1]), b=b, imm=imm, shift=shift)
    if sets:
        return text(op, size, d=d, a=reg(ops[1]), b=b, imm=imm, shift=shift, flags=("flags",))
    return simplified(ZR, op, d, reg(ops[1]), b, imm=imm, shift=shift, size=size)


def moved(m, ops, address):
    d, size = reg(ops[0]), size_of(ops[0])
    if m == "mov" and ops[1].startswith("#"):
        return simplified(ZR, "constant", d, imm=signed(number(ops[1]) & (2**(8 * size) - 1), 64))
    part = number(ops[1])
    shift = number(ops[2].split()[1]) if len(ops) > 2 else 0
    if m == "movk":
        return text("insert", 2, d=d, shift=f"<<{shift}" if shift else "", imm=part)
    value = part << shift
    if m == "movn":
        value = ~value & (2**(8 * size) - 1)
    return simplified(ZR, "constant", d, imm=signed(value, 64))


def field(m, ops):
    d = reg(ops[0])
    size = size_of(ops[0])
    forgotten = text("unknown", kills={d} - {ZR})
    if m in ("lsl", "lsr", "asr", "ror") and ops[2].startswith("#"):
        return simplified(ZR, SHIFT_OPS[m], d, reg(ops[1]), imm=number(ops[2]), size=size) if d != ZR else forgotten
    if m in ("sxtb", "sxth", "sxtw", "uxtb", "uxth"):
        if m[0] == "s" and size == 4 or d == ZR:
            return forgotten
        return text("extend", {"b": 1, "h": 2, "w": 4}[m[3]], d=d, a=reg(ops[1]), signed=m[0] == "s")
    if m in ("ubfx", "sbfx"):
        if m[0] == "s" and size == 4 or d == ZR:
            return forgotten
        position, count = number(ops[2]), number(ops[3])
        if position == 0 and count in (8, 16):
            return text("extend", count // 8, d=d, a=reg(ops[1]), signed=m[0] == "s")
        return text("extract", size, d=d, w=count, a=reg(ops[1]),
                    shift=f"<<{position}" if position else "", signed=m[0] == "s")
    return forgotten


def place(operands):
    """a, b, immediate, shift and flags of an address."""
    match = re.fullmatch(r"\[([^\]]*)\](!?)", operands[0])
    parts = [p.strip() for p in match[1].split(",")]
    a, b, imm, shift, flags = reg(parts[0]), None, 0, "", ()
    if len(parts) > 1:
        if parts[1].startswith("#"):
            imm = number(parts[1])
        else:
            b = reg(parts[1])
            kind, _, amount = parts[2].partition(" ") if len(parts) > 2 else ("lsl", "", "")
            amount = number(amount) if amount else 0
            shift = (f"<<{amount}" if kind in ("lsl", "uxtx") else f"?{amount}") if amount else ""
    if match[2]:
        flags = ("writeback",)
    if len(operands) > 1:
        flags = ("writeback", "post")
        if operands[1].startswith("#"):
            imm = number(operands[1])
        else:
            b = reg(operands[1])
    return a, b, imm, shift, flags


def untold(load, size, a, b, imm, shift, flags):
    if not load:
        return text("store", size, a=a, b=b, imm=imm, shift=shift, flags=flags)
    if flags:
        return text("add", 8, d=a, a=a, imm=imm)
    return text()


VECTOR_SIZES = {"b": 1, "h": 2, "s": 4, "d": 8, "q": 16}


def single(m, ops, address):
    match = SINGLE.fullmatch(m)
    name, sign, letter = match.groups()
    load = name.startswith("ld")
    if not general(ops[0]):
        if not ops[1].startswith("["):
            return text()
        return untold(load, VECTOR_SIZES[ops[0][0]], *place(ops[1:]))
    size = {"b": 1, "h": 2, "w": 4, "": size_of(ops[0])}[letter]
    d = reg(ops[0])
    if not ops[1].startswith("["):
        return simplified(ZR, "load", d, imm=number(ops[1]), size=size, signed=sign == "s")
    a, b, imm, shift, flags = place(ops[1:])
    if sign and size_of(ops[0]) == 4:
        return text("unknown", kills=({d} - {ZR}) | ({a} if flags else set()))
    if load and d == ZR and "x" not in name[2:3] and name not in ("ldar", "ldaxr", "ldxr", "ldapr"):
        d = None
    return text("load" if load else "store", size, d=d, a=a, b=b, imm=imm, shift=shift, flags=flags,
                signed=bool(sign))


def pair(m, ops):
    load = m.startswith("ld")
    a, b, imm, shift, flags = place(ops[2:])
    if m == "stgp":
        return untold(False, 16, a, b, imm, shift, flags)
    if not general(ops[0]):
        return untold(load, 2 * VECTOR_SIZES[ops[0][0]], a, b, imm, shift, flags)
    return text("load" if load else "store", 4 if m == "ldpsw" else size_of(ops[0]), d=reg(ops[0]),
                w=reg(ops[1]), a=a, imm=imm, flags=flags, signed=m == "ldpsw")


def exclusive(m, ops):
    letter = {"b": 1, "h": 2}.get(m[-1])
    if re.fullmatch(r"st(l?)xr[bh]?", m):
        return text("store", letter or size_of(ops[1]), d=reg(ops[1]), a=place(ops[2:])[0], kills=kills(ops[0]))
    if m in ("stxp", "stlxp"):
        return text("store", size_of(ops[1]), d=reg(ops[1]), w=reg(ops[2]), a=place(ops[3:])[0],
                    kills=kills(ops[0]))
    if m in ("ldxp", "ldaxp"):
        return text("load", size_of(ops[0]), d=reg(ops[0]), w=reg(ops[1]), a=place(ops[2:])[0])
    if m.startswith("casp"):
        return text("store", 2 * size_of(ops[0]), a=place(ops[4:])[0], kills=kills(ops[0], ops[1]))
    if m.startswith("cas"):
        return text("store", letter or size_of(ops[0]), a=place(ops[2:])[0], kills=kills(ops[0]))
    if re.match(r"(ld|st)(add|clr|eor|set|smax|smin|umax|umin)|swp", m):
        written = ops[1] if len(ops) == 3 else "xzr"
        return text("store", letter or size_of(ops[0]), a=place(ops[-1:])[0], kills=kills(written))
    return None


def branch(m, ops):
    target = number(ops[-1]) & (2**64 - 1)
    if m in ("b", "bl"):
        return text(flow="call" if m == "bl" else "jump", target=target,
                    kills=(LINK,) if m == "bl" else ())
    if m.startswith("b."):
        cond = CONDITIONS[m[2:]]
        return text(flow="jump" if cond == "always" else "branch", cond=cond, target=target)
    if m in ("cbz", "cbnz"):
        return text(size=size_of(ops[0]), a=reg(ops[0]), flow="branch", target=target,
                    cond="eq" if m == "cbz" else "ne")
    return text(a=reg(ops[0]), imm=number(ops[1]), flow="branch", target=target,
                cond="bit0" if m == "tbz" else "bit1")


SCALABLE = re.compile(r"(cnt|inc|dec|sqinc|sqdec|uqinc|uqdec)[bhwdp]|rdvl|addvl|addpl|ptest|wrffr|setffr|ctermeq|ctermne")


def long_form(m, ops):
    """The instruction behind a short name."""
    zero = "wzr" if ops and ops[0][0] == "w" else "xzr"
    if m in ("cmp", "cmn", "tst"):
        return {"cmp": "subs", "cmn": "adds", "tst": "ands"}[m], [zero, *ops]
    if m in ("neg", "negs", "mvn") and general(ops[0]):
        return {"neg": "sub", "negs": "subs", "mvn": "orn"}[m], [ops[0], zero, *ops[1:]]
    if m == "mov" and general(ops[0]) and general(ops[1]):
        if SP in (reg(ops[0]), reg(ops[1])):
            return "add", [*ops, "#0"]
        return "orr", [ops[0], zero, ops[1]]
    return m, ops


def lower(m, ops, address, length):
    m, ops = long_form(m, ops)
    if SCALABLE.fullmatch(m) or any(re.match(r"\{?\s*[zp]\d", o) for o in ops[:3]):
        written = reg(ops[0]) if ops and general(ops[0]) else None
        return ("scalable", None if written == ZR else written)
    if m in ("b", "bl", "cbz", "cbnz", "tbz", "tbnz") or m.startswith("b."):
        return branch(m, ops)
    if re.fullmatch(r"br|bra[ab]z?", m):
        return text(a=reg(ops[0]), flow="jump_register")
    if re.fullmatch(r"blr|blra[ab]z?", m):
        return text(a=reg(ops[0]), flow="call_register", kills=(LINK,))
    if m in ("ret", "retaa", "retab"):
        return text(a=reg(ops[0]) if ops else LINK, flow="return")
    if m == "eret":
        return text(flow="return")
    if m in ("rev", "rev16", "rev32") and ops[0][0] in "wx" and reg(ops[0]) != ZR:
        size = 4 if ops[0][0] == "w" else 8
        return text("reverse_bytes", size, d=reg(ops[0]), a=reg(ops[1]), imm={"rev16": 2, "rev32": 4}.get(m, size))
    if m in ("svc", "hvc", "smc"):
        return text(flow="system")
    if m in ("brk", "hlt"):
        return text(flow="stop")
    if m == "udf":
        return text("unknown", flow="stop")
    if m in ("adr", "adrp"):
        value = number(ops[1])
        base = address & ~0xfff if m == "adrp" else address
        if ops[1].startswith("#"):
            value += base
        return simplified(ZR, "constant", reg(ops[0]), imm=signed(value, 64))
    if m in ("mov", "movz", "movn", "movk") and (m != "mov" or ops[1].startswith("#")):
        return moved(m, ops, address)
    if m in ADDITIONS and general(ops[0]):
        return computed(ADDITIONS[m], ops, m.endswith("s"))
    if m in LOGIC and general(ops[0]):
        return computed(LOGIC[m], ops, m.endswith("s"))
    if m in SHIFT_OPS and general(ops[0]) and not ops[2].startswith("#"):
        return simplified(ZR, SHIFT_OPS[m], reg(ops[0]), reg(ops[1]), reg(ops[2]), size=size_of(ops[0]))
    if m in ("lslv", "lsrv", "asrv", "rorv"):
        return simplified(ZR, SHIFT_OPS[m[:3]], reg(ops[0]), reg(ops[1]), reg(ops[2]), size=size_of(ops[0]))
    if m in ("lsl", "lsr", "asr", "ror", "sxtb", "sxth", "sxtw", "uxtb", "uxth", "ubfx", "sbfx",
             "ubfiz", "sbfiz", "bfi", "bfxil", "bfc", "ubfm", "sbfm", "bfm"):
        return field(m, ops)
    if m == "extr":
        if ops[1] == ops[2] and reg(ops[0]) != ZR:
            return text("rotate", size_of(ops[0]), d=reg(ops[0]), a=reg(ops[1]), imm=number(ops[3]))
        return text("unknown", kills=kills(ops[0]))
    if m == "madd" and reg(ops[3]) == ZR:
        return simplified(ZR, "multiply", reg(ops[0]), reg(ops[1]), reg(ops[2]), size=size_of(ops[0]))
    if m == "mul" and general(ops[0]):
        return simplified(ZR, "multiply", reg(ops[0]), reg(ops[1]), reg(ops[2]), size=size_of(ops[0]))
    if m == "csel":
        if reg(ops[0]) == ZR:
            return text("unknown")
        return text("select", size_of(ops[0]), d=reg(ops[0]), a=reg(ops[1]), b=reg(ops[2]),
                    cond=CONDITIONS[ops[3]])
    if m in ("ccmp", "ccmn"):
        immediate = ops[1].startswith("#")
        return text("compare" if m == "ccmp" else "compare_neg", size_of(ops[0]), a=reg(ops[0]),
                    b=None if immediate else reg(ops[1]), imm=number(ops[1]) if immediate else 0,
                    cond=CONDITIONS[ops[3]], flags=("conditional",))
    if SINGLE.fullmatch(m):
        return single(m, ops, address)
    if m in ("ldp", "stp", "ldnp", "stnp", "ldpsw", "stgp"):
        return pair(m, ops)
    if re.match("(cpy|set)f?[gpme]", m):
        return text("store", kills=kills(*(re.sub(r"[\[\]!]", "", o) for o in ops)))
    found = exclusive(m, ops)
    if found:
        return found
    match = re.fullmatch(r"(ld|st)[1-4]r?", m)
    if match:
        a, _, _, _, flags = place(ops[-1:] if ops[-1].startswith("[") else ops[-2:])
        if match[1] == "ld":
            return text("unknown", kills=(a,)) if flags else text()
        return text("store", a=a, kills=(a,) if flags else ())
    if m in ("prfm", "prfum", "hint", "nop", "xpaclri", "autia1716", "autib1716", "pacia1716", "pacib1716", "paciasp", "autiasp", "pacibsp", "autibsp", "dmb", "dsb", "isb", "msr", "sys", "clrex", "sb", "cfinv", "yield", "wfe", "wfi", "sev", "csdb", "bti", "ic", "dc", "at", "tlbi", "ssbb", "pssbb"):
        return text()
    if m in ("fcmp", "fcmpe", "fccmp", "fccmpe"):
        return text("unknown", flags=("flags",))
    if ops and general(ops[0]):
        return text("unknown", kills=kills(ops[0]), flags=("flags",) if m in ("adcs", "sbcs") else ())
    if ops and re.fullmatch(r"\{?[bhsdqv][0-9].*", ops[0]):
        return text("unknown")
    return KeyError(m)
