"""MIPS as llvm-objdump prints it."""
import re

from expected import simplified, signed, text

NAMES = {"zero": 0, "at": 1, "gp": 28, "sp": 29, "fp": 30, "ra": 31}
HI, LO = 32, 33
BOTH = (HI, LO)
CONDITIONS = {"beq": "eq", "bne": "ne", "beqz": "eq", "bnez": "ne", "blez": "le", "bgtz": "gt",
              "bltz": "lt", "bgez": "ge", "bltzal": "lt", "bgezal": "ge"}
THREE = {"add": "add", "addu": "add", "sub": "subtract", "subu": "subtract", "and": "and",
         "or": "or", "xor": "xor", "nor": "nor"}
SHIFTS = {"sll": "shift_left", "srl": "shift_right", "sra": "shift_signed", "rotr": "rotate"}
LOADS = {"lb": (1, True), "lbu": (1, False), "lh": (2, True), "lhu": (2, False), "lw": (4, True),
         "ll": (4, True), "lwu": (4, False), "ld": (8, True), "lld": (8, True)}
STORES = {"sb": 1, "sh": 2, "sw": 4, "sd": 8}
PART_LOADS = ("lwl", "lwr", "ldl", "ldr")
PART_STORES = ("swl", "swr", "sdl", "sdr")
FLOAT_STORES = {"swc1": 4, "sdc1": 8, "swc2": 4, "sdc2": 8}
NOTHING = ("nop", "ssnop", "ehb", "pause", "sync", "lwc1", "ldc1", "lwc2", "ldc2", "pref", "cache",
           "teq", "tne", "tge", "tgeu", "tlt", "tltu", "teqi", "tnei", "tgei", "tgeiu", "tlti",
           "tltiu", "synci", "lwxc1", "ldxc1", "luxc1", "prefx")
KILL_FIRST = ("movf", "movt", "dsbh", "dshd", "mfc1", "dmfc1", "mfhc1", "cfc1", "mfc0", "clz", "clo", "dclz",
              "dclo", "ins", "dins", "dinsm", "dinsu", "rdhwr", "mfc2", "cfc2", "dmfc2", "dmfc0",
              "di", "ei")


def reg(name):
    name = name.strip().lstrip("$")
    return NAMES[name] if name in NAMES else int(name)


def place(operand):
    match = re.fullmatch(r"(-?(?:0x)?[0-9a-f]+)?\((\$\w+)\)", operand)
    return int(match[1] or "0", 0), reg(match[2])


def branch(m, ops, ending):
    """Branches; ending is what follows the name: nothing, l (likely)."""
    cond = CONDITIONS[m]
    flags = {"delay"} | ({"annulled"} if ending == "l" else set())
    target = int(ops[-1], 0)
    registers = [reg(o) for o in ops[:-1]]
    if m in ("beq", "bne") and len(registers) == 2:
        a, b = registers
    elif m in ("beqz", "bnez"):
        a, b = registers[0], 0
    else:
        a, b = registers[0], None
    flow, kills = "branch", ()
    if a == (b or 0) and cond in ("eq", "ge", "le"):
        flow, cond, a, b = "jump", "always", None, None
    if m.endswith("al"):
        if flow == "branch":
            flags.add("conditional")
        flow, kills = "call", (31,)
    return text(a=a, b=b, flow=flow, target=target, cond=cond, flags=flags, kills=kills)


def jump(m, ops):
    delay = {"delay"}
    if m in ("b", "j", "bal", "jal", "jalx"):
        call = m in ("bal", "jal", "jalx")
        return text(flow="call" if call else "jump", target=int(ops[0], 0),
                    flags=delay | ({"other_set"} if m == "jalx" else set()),
                    kills=(31,) if call else ())
    if m in ("jr", "jr.hb") or (m == "jalr" and len(ops) == 2 and reg(ops[0]) == 0):
        a = reg(ops[-1])
        return text(a=a, flow="return" if a == 31 else "jump_register", flags=delay)
    link = reg(ops[0]) if len(ops) == 2 else 31
    return text(a=reg(ops[-1]), flow="call_register", flags=delay, kills=(link,))


def compute(m, ops):
    wide = 8 if m.startswith("d") else 4
    bare = m[1:] if wide == 8 else m
    logic = bare in ("and", "or", "xor", "nor")
    size = 0 if logic else wide
    if m == "move":
        return None
    if m in ("not", "neg", "negu", "dneg", "dnegu"):
        d, a = reg(ops[0]), reg(ops[-1])
        if m == "not":
            return simplified(0, "nor", d, a, 0)
        return simplified(0, "subtract", d, 0, a, size=8 if m[0] == "d" else 4)
    if bare in THREE:
        return simplified(0, THREE[bare], reg(ops[0]), reg(ops[1]), reg(ops[2]), size=size)
    if m in ("slt", "sltu"):
        return simplified(0, "set", reg(ops[0]), reg(ops[1]), reg(ops[2]),
                          cond="ltu" if m[-1] == "u" else "lt")
    if m in ("slti", "sltiu"):
        return simplified(0, "set", reg(ops[0]), reg(ops[1]), imm=int(ops[2], 0),
                          cond="ltu" if m[-1] == "u" else "lt")
    if bare in ("addi", "addiu"):
        return simplified(0, "add", reg(ops[0]), reg(ops[1]), imm=int(ops[2], 0), size=size)
    if m in ("andi", "ori", "xori"):
        op = {"andi": "and", "ori": "or", "xori": "xor"}[m]
        return simplified(0, op, reg(ops[0]), reg(ops[1]), imm=int(ops[2], 0))
    if m == "lui":
        return simplified(0, "constant", reg(ops[0]), imm=signed(int(ops[1], 0) << 16, 32), size=4)
    more = 32 if bare.endswith("32") else 0
    bare = bare.removesuffix("32")
    if bare in SHIFTS and not ops[-1].startswith("$"):
        a = ops[1] if len(ops) == 3 else ops[0]
        return simplified(0, SHIFTS[bare], reg(ops[0]), reg(a), imm=int(ops[-1], 0) + more,
                          size=wide)
    if bare[-1:] == "v" and bare[:-1] in SHIFTS:
        return simplified(0, SHIFTS[bare[:-1]], reg(ops[0]), reg(ops[1]), reg(ops[2]), size=wide)
    if bare in SHIFTS:
        return simplified(0, SHIFTS[bare], reg(ops[0]), reg(ops[1]), reg(ops[2]), size=wide)
    return None


def access(m, ops):
    if m in LOADS:
        size, sign = LOADS[m]
        offset, base = place(ops[1])
        return simplified(0, "load", reg(ops[0]), base, imm=offset, size=size, signed=sign)
    if m in STORES:
        offset, base = place(ops[1])
        return text("store", d=reg(ops[0]), a=base, imm=offset, size=STORES[m])
    if m in PART_LOADS:
        return text("unknown", kills={reg(ops[0])} - {0})
    if m in PART_STORES or m in FLOAT_STORES:
        offset, base = place(ops[1])
        return text("store", a=base, imm=offset, size=FLOAT_STORES.get(m, 0))
    if m in ("sc", "scd"):
        offset, base = place(ops[1])
        return text("store", a=base, imm=offset, size=4 if m == "sc" else 8, kills=(reg(ops[0]),))
    if m in ("swxc1", "sdxc1", "suxc1"):
        index, base = re.fullmatch(r"(\$\w+)\((\$\w+)\)", ops[1]).groups()
        return text("store", size=4 if m == "swxc1" else 8, a=reg(base), b=reg(index))
    return None


def lower(m, ops, address, length):
    found = lowered(m, ops)
    return ("32", found) if isinstance(found, str) and address >> 32 and "@" in found else found


def lowered(m, ops):
    if m in NOTHING:
        return text()
    if m == "move":  # or, addu and daddu with $zero, which differ in what they say of the size
        return ("or-move", simplified(0, "move", reg(ops[0]), reg(ops[1])))
    if m in CONDITIONS:
        return branch(m, ops, "")
    if m.endswith("l") and m[:-1] in CONDITIONS:
        return branch(m[:-1], ops, "l")
    if m in ("bc1t", "bc1f", "bc1tl", "bc1fl"):
        return text(flow="branch", target=int(ops[-1], 0), cond="other",
                    flags={"delay"} | ({"annulled"} if m[-1] == "l" else set()))
    if m in ("b", "j", "bal", "jal", "jalx", "jr", "jalr", "jr.hb", "jalr.hb"):
        return jump(m.removesuffix(".hb"), ops)
    if m == "syscall":
        return text(flow="system")
    if m in ("break", "sdbbp"):
        return text(flow="stop")
    if m == "wsbh":
        return text("reverse_bytes", 4, d=reg(ops[0]), a=reg(ops[1]), imm=2)
    if m in KILL_FIRST:
        return text("unknown", kills={reg(ops[0])} - {0})
    if m in ("movz", "movn"):
        return simplified(0, "select", reg(ops[0]), reg(ops[1]), reg(ops[0]))
    if m in ("mfhi", "mflo"):
        return simplified(0, "move", reg(ops[0]), HI if m == "mfhi" else LO)
    if m in ("mthi", "mtlo"):
        return simplified(0, "move", HI if m == "mthi" else LO, reg(ops[0]))
    if m == "mul" and "$" in ops[-1]:
        return text("multiply", 4, d=reg(ops[0]), a=reg(ops[1]), b=reg(ops[2]), kills=BOTH)
    if re.fullmatch(r"d?(mult|div)u?|m(add|sub)u?", m):
        return text("unknown", kills=BOTH)
    if m in ("seb", "seh"):
        return text("extend", 1 if m == "seb" else 2, d=reg(ops[0]), a=reg(ops[-1]), signed=True)
    if m in ("ext", "dext", "dextm", "dextu"):
        position, count = int(ops[2], 0), int(ops[3], 0)
        return text("extract", 8 if m[0] == "d" else 4, d=reg(ops[0]), w=count, a=reg(ops[1]),
                    shift=f"<<{position}" if position else "")
    found = access(m, ops) or compute(m, ops)
    if found:
        return found
    if "." in m or m in ("mtc1", "dmtc1", "mthc1", "ctc1", "mtc0", "mtc2", "dmtc2", "ctc2", "dmtc0"):
        return text("unknown")
    return KeyError(m)
