"""x86 and x86-64 as llvm-objdump prints them in Intel's syntax."""
import re

from expected import text

WORDS = ["ax", "cx", "dx", "bx", "sp", "bp", "si", "di"]
NUMBERS = {}  # name: number, bytes; ah and its like have 0 bytes
for number, name in enumerate(WORDS):
    for prefix, size in (("r", 8), ("e", 4), ("", 2)):
        NUMBERS[prefix + name] = (number, size)
for number, name in enumerate(["al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil"]):
    NUMBERS[name] = (number, 1)
for number, name in enumerate(["ah", "ch", "dh", "bh"]):
    NUMBERS[name] = (number, 0)
for number in range(8, 16):
    for suffix, size in (("", 8), ("d", 4), ("w", 2), ("b", 1)):
        NUMBERS[f"r{number}{suffix}"] = (number, size)
PTR = {"byte": 1, "word": 2, "dword": 4, "qword": 8, "xmmword": 16, "ymmword": 32, "zmmword": 64,
       "tbyte": 10, "fword": 6, None: 0}
CONDITIONS = {"e": "eq", "ne": "ne", "l": "lt", "ge": "ge", "g": "gt", "le": "le", "b": "ltu",
              "ae": "geu", "a": "gtu", "be": "leu", "s": "mi", "ns": "pl", "o": "vs", "no": "vc",
              "p": "other", "np": "other"}
OPS = {"add": "add", "sub": "subtract", "and": "and", "or": "or", "xor": "xor", "cmp": "compare",
       "test": "test"}
UNARY = {"inc": ("add", 1), "dec": ("subtract", 1), "neg": ("rsubtract", 0), "not": ("xor", -1)}
SHIFTS = {"shl": "shift_left", "sal": "shift_left", "shr": "shift_right", "sar": "shift_signed",
          "ror": "rotate", "rol": "rotate"}
PREFIX = re.compile(r"^(notrack|bnd|repe|rep|repz|repne|lock|xacquire|xrelease|data16|addr32|addr16|rex64)\s+")
# Instructions whose first operand, a register, is only read.
READS = {"bt", "out", "ptwrite", "cmp", "test", "push", "bound", "outsb", "outsw", "outsd", "incsspq",
         "incsspd"}
HIDDEN = {"mul": (0, 2), "div": (0, 2), "idiv": (0, 2), "cdq": (2,), "cqo": (2,), "cwd": (2,),
          "cpuid": (0, 1, 2, 3), "rdtsc": (0, 2), "cmpxchg": (0,), "xgetbv": (0, 2),
          "cmpxchg8b": (0, 2), "cmpxchg16b": (0, 2), "cbw": (0,), "lahf": (0,), "rdtscp": (0, 1, 2)}
STRINGS = {"movs": (6, 7), "stos": (7,), "lods": (0, 6), "scas": (7,), "cmps": (6, 7)}


def number(operand):
    return int(operand, 0)


def is_number(operand):
    return re.fullmatch(r"-?(0x[0-9a-f]+|\d+)", operand) is not None


def wrapped(value, size):
    """As the form has it: signed where it is as wide as can be, else without a sign."""
    value &= (1 << 8 * size) - 1
    return value - (1 << 64) if size == 8 and value >> 63 else value


def memory(operand, after, wide):
    """Size and address (a, b, shift, imm); None where this is no memory; address None where the
    form cannot say it."""
    match = re.fullmatch(r"(?:(\w+) ptr )?(?:(\w\w):)?\[(.*)\]", operand)
    if not match:
        absolute = re.fullmatch(r"(?:(\w+) ptr )?(\w\w):(-?0x[0-9a-f]+|\d+)", operand)
        if not absolute:
            return None
        match = (None, absolute[1], absolute[2], absolute[3])
    size = PTR[match[1]]
    if match[2] in ("fs", "gs"):
        return size, None
    a = b = None
    shift, imm = 0, 0
    word = 8 if wide else 4
    for sign, term in re.findall(r"([+-]?)\s*([^+\-\s]+)", match[3]):
        scaled = re.fullmatch(r"(\d)\*(\w+)", term)
        if scaled and scaled[2] in ("riz", "eiz"):
            continue
        if scaled:
            b, shift = NUMBERS[scaled[2]][0], {"1": 0, "2": 1, "4": 2, "8": 3}[scaled[1]]
            if NUMBERS[scaled[2]][1] != word:
                return size, None
        elif term in ("riz", "eiz"):
            continue
        elif term == "rip":
            imm += after
        elif term in NUMBERS:
            if NUMBERS[term][1] != word:
                return size, None
            if a is None and b is None:
                a = NUMBERS[term][0]
            elif a is None:
                a, b = b, NUMBERS[term][0]
            else:
                b = NUMBERS[term][0]
        elif is_number(term):
            imm += -number(term) if sign == "-" else number(term)
        else:
            return size, None
    if a is None and b is None:
        imm = wrapped(imm, word)
    return size, dict(a=a, b=b, shift=shift, imm=imm)


def at(op, size, where, d=None, value=None, **rest):
    """The text of an operation with memory. `value` is a number in place of register d."""
    where = dict(where)
    shift, imm = where.pop("shift"), where.pop("imm")
    tail = f"<<{shift}" if shift else ""
    if where["b"] is not None and imm:
        tail += f" #{imm}"
    if value is not None:
        value &= (1 << 64) - 1
        d = f"={value:x}"
    return text(op, size, d=d, shift=tail, imm=imm, **where, **rest)


def transfer(m, ops, after, wide):
    direct, indirect = ("call", "call_register") if m == "call" else ("jump", "jump_register")
    word = 8 if wide else 4
    if is_number(ops[0]):
        target = number(ops[0]) & ((1 << 8 * word) - 1)
        if m == "call" and target == after:
            return text("store", word, d=f"={target:x}", a=4, imm=-word, flags=("writeback",))
        return text(flow=direct, target=target)
    if ops[0] in NUMBERS:
        return text(flow=indirect, a=NUMBERS[ops[0]][0])
    size, where = memory(ops[0], after, wide)
    if size in (0, 6):  # to another segment
        return text("unknown", flow=indirect)
    if where is None:
        return text(flow=indirect)
    return at("load", word, where, flow=indirect)


def constant(d, size, imm, flags=()):
    return text("constant", d=d, imm=wrapped(imm, size), flags=flags)


def move(ops, after, wide):
    d, s = (NUMBERS.get(o) for o in ops)
    target, source = (memory(o, after, wide) for o in ops)
    if d and d[1]:
        keeps = ("keeps",) if d[1] < 4 else ()
        if is_number(ops[1]):
            if d[1] >= 4:
                return constant(d[0], d[1], number(ops[1]))
            return text("insert", d[1], d=d[0], imm=wrapped(number(ops[1]), d[1]))
        if s and s[1]:
            return text("move", d[1], d=d[0], a=s[0], flags=keeps)
        if source and source[1] is not None:
            return at("load", d[1], source[1], d=d[0], flags=keeps)
    if target and target[1] is not None:
        if s and s[1]:
            return at("store", s[1], target[1], d=s[0])
        if is_number(ops[1]):
            size = target[0]
            return at("store", size, target[1], value=number(ops[1]) & ((1 << 8 * size) - 1))
    return None


def arithmetic(m, ops, after, wide):
    op, compares = OPS[m], m in ("cmp", "test")
    d, s = (NUMBERS.get(o) for o in ops)
    target, source = (memory(o, after, wide) for o in ops)
    flags = () if compares else ("flags",)
    if d and d[1]:
        if d[1] < 4 and not compares:
            flags = ("keeps", "flags")
        if source and source[1] is not None:
            return at("use_memory " + op, d[1], source[1], d=d[0], flags=sorted(flags, reverse=False))
        imm = wrapped(number(ops[1]), d[1]) if is_number(ops[1]) else None
        if d[1] >= 4 and ((d == s and m in ("xor", "sub")) or (m == "and" and imm == 0)):
            return constant(d[0], d[1], 0, ("flags",))
        if d[1] >= 4 and m == "or" and imm == wrapped(-1, d[1]):
            return constant(d[0], d[1], -1, ("flags",))
        if imm is not None or (s and s[1]):
            return text(op, d[1], d=None if compares else d[0], a=d[0], b=s[0] if s else None,
                        imm=imm or 0, flags=flags)
    if target and target[1] is not None:
        size = target[0] or (s[1] if s else 0)
        if s and s[1]:
            return at("change_memory " + op, s[1], target[1], d=s[0], flags=flags)
        if is_number(ops[1]):
            return at("change_memory " + op, size, target[1],
                      value=number(ops[1]) & ((1 << 8 * size) - 1), flags=flags)
    return None


def unary(m, ops, after, wide):
    op, value = UNARY[m]
    flags = () if m == "not" else ("flags",)
    d = NUMBERS.get(ops[0])
    if d and d[1]:
        return text(op, d[1], d=d[0], a=d[0], imm=wrapped(value, d[1]),
                    flags=flags + (("keeps",) if d[1] < 4 else ()))
    found = memory(ops[0], after, wide)
    if found and found[1] is not None:
        return at("change_memory " + op, found[0], found[1], flags=flags,
                  value=value & ((1 << 8 * found[0]) - 1))
    return None


def shift(m, ops):
    d = NUMBERS.get(ops[0])
    if not d or d[1] < 1:
        return None
    narrow = d[1] < 4
    flags = ("flags", "keeps") if narrow else ("flags",)
    if len(ops) > 1 and ops[1] == "cl":
        if m == "rol" or narrow:
            return None
        return text(SHIFTS[m], d[1], d=d[0], a=d[0], b=1, flags=flags)
    width = 8 * d[1]
    turns = m in ("rol", "ror")
    amount = (number(ops[1]) if len(ops) > 1 else 1) & (width - 1 if turns or not narrow else 31)
    if m == "rol":
        amount = -amount & (width - 1)
    return text(SHIFTS[m], d[1], d=d[0], a=d[0], imm=amount, flags=flags)


def extended(m, ops, after, wide):
    d, s = (NUMBERS.get(o) for o in ops)
    source = memory(ops[1], after, wide)
    if d[1] < 4:
        return None
    signed = m != "movzx" and (s[1] if s else source[0]) != d[1]
    flags = ("low_word",) if signed and d[1] == 4 and wide else ()
    if s and s[1]:
        return text("extend", s[1], d=d[0], a=s[0], signed=signed, flags=flags)
    if source and source[1] is not None:
        return at("load", source[0], source[1], d=d[0], signed=signed, flags=flags)
    return None


def multiply(ops, after, wide):
    d = NUMBERS.get(ops[0])
    if len(ops) < 2 or not d or d[1] < 4:
        return None
    s, source = NUMBERS.get(ops[1]), memory(ops[1], after, wide)
    if len(ops) == 3:
        if not s:
            return None
        return text("multiply", d[1], d=d[0], a=s[0], imm=wrapped(number(ops[2]), d[1]),
                    flags=("flags",))
    if s:
        return text("multiply", d[1], d=d[0], a=d[0], b=s[0], flags=("flags",))
    if source[1] is None:
        return None
    return at("use_memory multiply", d[1], source[1], d=d[0], flags=("flags",))


def address(ops, after, wide):
    d = NUMBERS[ops[0]]
    _, where = memory(re.sub(r"\w\w:", "", ops[1]), after, wide)
    if where is None or d[1] < 4:
        return None
    if where["b"] is not None:
        return at("add", d[1], where, d=d[0])
    if where["a"] is None:
        return constant(d[0], d[1], where["imm"])
    if where["imm"] == 0:
        return text("move", d[1], d=d[0], a=where["a"])
    return at("add", d[1], where, d=d[0])


def stacked(m, ops, after, wide):
    word = 8 if wide else 4
    r = NUMBERS.get(ops[0])
    if m == "pop":
        if r and r[1] == word:
            return text("load", word, d=r[0], a=4, imm=word, flags=("writeback", "post"))
        return None
    if r and r[1] == word:
        return text("store", word, d=r[0], a=4, imm=-word, flags=("writeback",))
    if is_number(ops[0]):
        value = number(ops[0]) & ((1 << 8 * word) - 1)
        return text("store", word, d=f"={value:x}", a=4, imm=-word, flags=("writeback",))
    if ops[0] in ("cs", "ds", "es", "ss", "fs", "gs"):
        return text("store", word, a=4, imm=-word, flags=("writeback",))
    found = memory(ops[0], after, wide)
    if found and found[0] == word and found[1] is not None:
        return at("push_memory", word, found[1])
    return None


def chosen(ops, condition, after, wide):
    d, s = (NUMBERS.get(o) for o in ops)
    if d[1] < 4:
        return None
    if s:
        return text("select", d[1], d=d[0], a=s[0], b=d[0], cond=condition)
    _, where = memory(ops[1], after, wide)
    return None if where is None else at("use_memory select", d[1], where, d=d[0], cond=condition)


def branch(m, ops, wide):
    target = number(ops[0]) & (2**64 - 1 if wide else 2**32 - 1)
    if m.startswith("loop"):
        return text(flow="branch", target=target, cond="other", kills=(1,))
    return text(flow="branch", target=target, cond=CONDITIONS.get(m[1:], "other"))


def told(m, ops, after, wide):
    """What the form says of the instruction; None where it has no word for it."""
    if m in ("call", "jmp"):
        return transfer(m, ops, after, wide)
    if (m.startswith("j") and m[1:] in CONDITIONS) or m in ("jrcxz", "jecxz", "jcxz", "loop",
                                                           "loope", "loopne"):
        return branch(m, ops, wide)
    if m in ("ret", "retf", "iret", "iretd", "iretq", "sysret", "sysexit"):
        return text(flow="return")
    if m in ("hlt", "ud2", "int3", "ud1", "ud0"):
        return text(flow="stop")
    if m in ("syscall", "sysenter", "int"):
        return text(flow="system", kills=(1, 11) if m == "syscall" else ())
    if m.startswith(("nop", "endbr", "prefetch")):
        return text()
    if m in ("mov", "movabs"):
        return move(ops, after, wide)
    if m in OPS:
        return arithmetic(m, ops, after, wide)
    if m in UNARY:
        return unary(m, ops, after, wide)
    if m in SHIFTS:
        return shift(m, ops)
    if m in ("movzx", "movsx", "movsxd"):
        return extended(m, ops, after, wide)
    if m == "cdqe":
        return text("extend", 4, d=0, a=0, signed=True)
    if m == "cwde":
        return text("extend", 2, d=0, a=0, signed=True, flags=("low_word",) if wide else ())
    if m == "imul":
        return multiply(ops, after, wide)
    if m == "lea":
        return address(ops, after, wide)
    if m in ("push", "pop"):
        return stacked(m, ops, after, wide)
    if m == "leave":
        return text("load", 8 if wide else 4, d=5, a=5, kills=(4,))
    if m.startswith("cmov"):
        return chosen(ops, CONDITIONS[m[4:]], after, wide)
    if m.startswith("set") and m[3:] in CONDITIONS:
        d = NUMBERS.get(ops[0])
        if d and d[1]:
            return text("set", 1, d=d[0], cond=CONDITIONS[m[3:]], flags=("keeps",))
    return None


def forgotten(m, ops):
    """Registers that an instruction without a word in the form writes."""
    if m[:4] in STRINGS and m[4:] in ("b", "w", "d", "q") and "xmm" not in "".join(ops):
        return set(STRINGS[m[:4]])
    gone = set(HIDDEN.get(m, ()))
    first = NUMBERS.get(ops[0]) if ops else None
    reads = m in READS or m.startswith(("comis", "ucomis", "wr", "prefetch", "inv", "xrst", "v", "l"))
    if m.startswith(("vmov", "vcvt", "vpextr", "lea", "lzcnt", "lods", "vpmovmsk")):
        reads = False
    if first and not reads:
        gone.add(first[0])
    if m in ("xchg", "xadd"):
        gone |= {NUMBERS[o][0] for o in ops if o in NUMBERS}
    if m == "imul" and len(ops) == 1:
        gone |= {0} if ops[0] in NUMBERS and NUMBERS[ops[0]][1] < 2 else {0, 2}
    if m in ("mul", "div", "idiv", "imul") and len(ops) == 1 and ops[0] in NUMBERS:
        gone.discard(NUMBERS[ops[0]][0])
        gone |= {0}
    if m in ("mul", "div", "idiv", "imul") and "byte" in ops[0] or (ops and NUMBERS.get(ops[0], (0, 9))[1] < 2):
        gone.discard(2)
    return gone


def lower(m, ops, address_of, length, wide=True):
    after = address_of + length
    while PREFIX.match(m + " ") and ops:
        # The name and its operands came apart behind the prefix.
        words = (m + " " + ", ".join(ops)).split(" ", 2)
        m, rest = words[1], words[2] if len(words) > 2 else ""
        from compare import split
        ops = split(rest)
    if PREFIX.match(m + " ") or m in ("cs", "ds", "es", "ss", "fs", "gs") or m.startswith("rex64"):
        return None  # a prefix that objdump shows apart from its instruction
    found = told(m, ops, after, wide)
    return ("x86", tuple(forgotten(m, ops))) if found is None else found


def lower_32(m, ops, address_of, length):
    return lower(m, ops, address_of, length, wide=False)
