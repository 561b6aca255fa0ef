"""RISC-V as llvm-objdump -M no-aliases,numeric prints it."""
import re

from expected import simplified, signed, text

OPS = {"add": ("add", 8), "addw": ("add", 4), "sub": ("subtract", 8), "subw": ("subtract", 4),
       "and": ("and", 0), "or": ("or", 0), "xor": ("xor", 0), "sll": ("shift_left", 8),
       "srl": ("shift_right", 8), "sra": ("shift_signed", 8), "sllw": ("shift_left", 4),
       "srlw": ("shift_right", 4), "sraw": ("shift_signed", 4), "mul": ("multiply", 8),
       "mulw": ("multiply", 4)}
IMMEDIATE = {"addi": "add", "addiw": "addw", "andi": "and", "ori": "or", "xori": "xor",
             "slli": "sll", "srli": "srl", "srai": "sra", "slliw": "sllw", "srliw": "srlw",
             "sraiw": "sraw", "addi16sp": "add"}
LOADS = {"lb": (1, True), "lbu": (1, False), "lh": (2, True), "lhu": (2, False), "lw": (4, True),
         "lwu": (4, False), "ld": (8, True), "lwsp": (4, True), "ldsp": (8, True)}
STORES = {"sb": 1, "sh": 2, "sw": 4, "sd": 8, "swsp": 4, "sdsp": 8}
BRANCHES = {"beq": "eq", "bne": "ne", "blt": "lt", "bge": "ge", "bltu": "ltu", "bgeu": "geu"}


def reg(name):
    return int(name[1:])


def number_of(operand):
    return int(operand, 0)


def place(operand):
    offset, base = re.fullmatch(r"(-?(?:0x)?[0-9a-f]*)\((x\d+)\)", operand).groups()
    return int(offset or "0", 0), reg(base)


def lower(m, ops, address, length):
    if m in ("c.unimp", "unimp"):
        return text("unknown", flow="stop")
    m = m.removeprefix("c.")
    if m in ("nop", "fence", "fence.i", "fence.tso"):
        return text()
    if m in ("li", "lui"):
        value = int(ops[1], 0)
        if m == "lui":
            value = signed(value << 12, 32)
        return simplified(0, "constant", reg(ops[0]), imm=value)
    if m == "auipc":
        return simplified(0, "constant", reg(ops[0]), imm=address + signed(int(ops[1], 0) << 12, 32))
    if m == "mv":
        return simplified(0, "move", reg(ops[0]), reg(ops[1]))
    if m == "addi4spn":
        return simplified(0, "add", reg(ops[0]), 2, imm=int(ops[2], 0), size=8)
    if m in OPS:
        op, size = OPS[m]
        a = ops[1] if len(ops) == 3 else ops[0]
        return simplified(0, op, reg(ops[0]), reg(a), reg(ops[-1]), size=size)
    if m in IMMEDIATE:
        op, size = OPS[IMMEDIATE[m]] if m != "addi16sp" else ("add", 8)
        a = ops[1] if len(ops) == 3 else ops[0]
        return simplified(0, op, reg(ops[0]), reg(a), imm=int(ops[-1], 0), size=size)
    if m in ("slt", "sltu"):
        return simplified(0, "set", reg(ops[0]), reg(ops[1]), reg(ops[2]), cond="lt" + m[3:])
    if m in ("slti", "sltiu"):
        return simplified(0, "set", reg(ops[0]), reg(ops[1]), imm=int(ops[2], 0), cond="lt" + m[4:])
    if m in LOADS:
        size, sign = LOADS[m]
        offset, base = place(ops[1])
        return simplified(0, "load", reg(ops[0]), base, imm=offset, size=size, signed=sign)
    if m in STORES:
        offset, base = place(ops[1])
        return text("store", STORES[m], d=reg(ops[0]), a=base, imm=offset)
    if m in ("fsd", "fsw", "fsdsp", "fswsp"):
        offset, base = place(ops[1])
        return text("store", 8 if "d" in m else 4, a=base, imm=offset)
    if m in ("fld", "flw", "fldsp", "flwsp"):
        return text()
    if m in BRANCHES:
        return text(a=reg(ops[0]), b=reg(ops[1]), flow="branch", cond=BRANCHES[m],
                    target=int(ops[2], 0))
    if m in ("beqz", "bnez"):
        return text(a=reg(ops[0]), b=0, flow="branch", cond=m[1:3], target=int(ops[1], 0))
    if m in ("jal", "j"):
        link = reg(ops[0]) if m == "jal" and len(ops) == 2 else 0
        return text(flow="call" if link else "jump", target=int(ops[-1], 0),
                    kills={link} - {0})
    if m in ("jalr", "jr"):
        if len(ops) == 2:
            link, (offset, base) = reg(ops[0]), place(ops[1])
        else:
            link, offset, base = (1 if m == "jalr" else 0), 0, reg(ops[0])
        flow = "call_register" if link else "jump_register"
        if not link and base in (1, 5) and not offset:
            flow = "return"
        return text(a=base, imm=offset, flow=flow, kills={link} - {0})
    if m == "ecall":
        return text(flow="system")
    if m == "ebreak":
        return text(flow="stop")
    if m.startswith("lr."):
        return simplified(0, "load", reg(ops[0]), reg(ops[1].strip("()")),
                          size=4 if ".w" in m else 8, signed=True)
    if m.startswith(("sc.", "amo")):
        return text("store", 4 if ".w" in m else 8, a=reg(ops[2].strip("()")),
                    kills={reg(ops[0])} - {0})
    if ops and ops[0].startswith("x"):
        return text("unknown", kills={reg(ops[0])} - {0})
    if m.startswith("f"):
        return text("unknown")
    return KeyError(m)


def lower_32(m, ops, address, length):
    found = lower(m, ops, address, length)
    if m == "jal" and ops and not ops[0].startswith("x"):  # c.jal
        return text(flow="call", target=int(ops[-1], 0), kills={1})
    if m == "c.jal":
        return text(flow="call", target=int(ops[-1], 0), kills={1})
    if not isinstance(found, str):
        return found
    if re.fullmatch(r"s(ll|rl|ra)i", m) and number_of(ops[-1]) > 31:  # not defined, yet printed
        return text("unknown", kills={reg(ops[0])} - {0})
    if m == "auipc":
        return simplified(0, "constant", reg(ops[0]),
                          imm=(address + (int(ops[1], 0) << 12)) & 0xffffffff)
    return re.sub(r"^(add|subtract|multiply|shift_\w+)\.8", r"\1.4", found)
