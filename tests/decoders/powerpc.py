"""PowerPC as llvm-objdump prints it, with its many short names."""
import re

from expected import signed, text

LR, CTR, CR = 32, 33, 40
ARITHMETIC = {"add": "add", "addc": "add", "mullw": "multiply", "mulld": "multiply"}
LOGIC = {"and": "and", "andc": "and_not", "or": "or", "orc": "or_not", "xor": "xor", "nor": "nor",
         "nand": "nand", "eqv": "xor_not"}
SHIFTS = {"slw": ("shift_left", 4), "sld": ("shift_left", 8), "srw": ("shift_right", 4),
          "srd": ("shift_right", 8), "sraw": ("shift_signed", 4), "srad": ("shift_signed", 8)}
KILLS_FIRST = re.compile(
    r"(extswsli|adde|addze|addme|subfe|subfze|subfme|mulhwu?|mulhdu?|div[wd]e?u?|mod[su][wd]|cntlz[wd]|"
    r"cnttz[wd]|popcnt[bwd]|cmpb|bpermd|rlwimi|rlwnm|rotlw|rotld|rldcl|rldcr|rldimi|rldic|insrwi|inslwi|insrdi|"
    r"lwbrx|lhbrx|ldbrx|mfcr|mfocrf|mfmsr|mfspr|mfxer|mftbl?|mftbu|mfvrsave|mfvsrd|mffprd|mfvsrwz|mffprwz|"
    r"mfvsrld|setb|mfuamr|mfdscr|mfamr|mfppr32|mfpvr|prtyw|prtyd|maddld|maddhdu?|v[ct][lt]zlsbb|addpcis|lnia|mfsr|mfsrin|rldicl|rldicr|rlwinm|rotldi|rotlwi|darn|mfrtcu|mfrtcl|mfcfar|mfdar|mfdec|mfdsisr|mfsrr[01]|mfasr|mfsdr1|mfpid|mfesr|mfdear)\.?")
LOADS = re.compile(r"l(bz|hz|ha|wz|wa|d|warx|darx|barx|harx)(u?)(x?)")
STORES = re.compile(r"st(b|h|w|d)(u?)(x?)")
SIZES = {"bz": 1, "hz": 2, "ha": 2, "wz": 4, "wa": 4, "d": 8, "b": 1, "h": 2, "w": 4, "warx": 4,
         "darx": 8, "barx": 1, "harx": 2}
CONDITIONS = {"t": ("lt", "gt", "eq", "vs"), "f": ("ge", "le", "ne", "vc")}
NOTHING = ("nop", "sync", "lwsync", "isync", "eieio", "ptesync", "dcbt", "dcbtst", "dcbst", "dcbf", "dcbfl", "dcbflp", "dcbtt", "dcbtstt",
           "icbi", "icbt", "lxv", "lxsd", "lxssp", "wait", "waitrsv", "msync", "mbar", "lfiwax",
           "lfiwzx", "lvsl", "lvsr", "lfd", "lfs", "lfdx", "lfsx", "lvx", "lvxl", "lvewx",
           "lvehx", "lvebx", "miso")


def reg(name):
    return int(re.sub("^[a-z]+", "", name))


def place(operand):
    match = re.fullmatch(r"(-?\d+)\((?:r)?(\d+)\)", operand)
    return int(match[1]), int(match[2])


def finish(dot, op, size, kills=(), **rest):
    """An operation that may compare its result with 0 into field 0."""
    return text(op, size, flags=("flags",) if dot else (), kills=set(kills) | ({CR} if dot else set()), **rest)


def branch(m, ops, address):
    m = m.rstrip("+-")
    absolute = m.endswith("a") and m not in ("bla",) and m != "ba"
    if m in ("b", "ba", "bl", "bla"):
        target = int(ops[0], 0) & (2**64 - 1)
        if m[1:2] == "l" and target == address + 4:
            return text("constant", d=LR, imm=target)
        return text(flow="call" if m[1:2] == "l" else "jump", target=target,
                    kills=(LR,) if m[1:2] == "l" else ())
    if absolute:
        m = m[:-1]
    links = m.endswith("l") and m not in ("bl",)
    if links:
        m = m[:-1]
    flags = {"conditional"} if links else set()
    kills = {LR} if links else set()
    flow = "call" if links else "branch"
    if m in ("bdnz", "bdz", "bdnzt", "bdnzf", "bdzt", "bdzf"):
        return text(flow=flow, target=int(ops[-1], 0), cond="other", kills=kills | {CTR}, flags=flags)
    if m == "bc":
        options, tested = int(ops[0]), field_bit(ops[1])
        if options & 4 == 0:
            return text(flow=flow, target=int(ops[-1], 0), cond="other", kills=kills | {CTR},
                        flags=flags)
        if options & 16:
            if links and int(ops[-1], 0) == address + 4:
                return text("constant", d=LR, imm=address + 4)
            return text(flow="call" if links else "jump", target=int(ops[-1], 0), kills=kills)
        m = "bt" if options & 8 else "bf"
        ops = [ops[1], ops[2]]
    tested = field_bit(ops[0])
    return text(a=CR + tested // 4, cond=CONDITIONS[m[1]][tested % 4], flow=flow,
                target=int(ops[-1], 0), flags=flags, kills=kills)


def field_bit(operand):
    return int(operand)


def to_register(m, ops):
    m = m.rstrip("+-")
    links = m.endswith("l")
    m = m.removesuffix("l")
    to = LR if m.endswith("lr") else CTR
    kills = {LR} if links else set()
    flow = "call_register" if links else "return" if to == LR else "jump_register"
    head = m[:-2] if to == LR else m[:-3]
    if head == "b":
        return text(a=to, flow=flow, kills=kills)
    if head in ("bdnz", "bdz", "bdnzt", "bdzt", "bdnzf", "bdzf"):
        return text(a=to, flow=flow, cond="other", kills=kills | {CTR}, flags={"conditional"})
    if head == "bc":
        options, tested = int(ops[0]), field_bit(ops[1])
        if options & 16 and options & 4:
            return text(a=to, flow=flow, kills=kills)
        if options & 4 == 0:
            return text(a=to, flow=flow, cond="other", kills=kills | {CTR}, flags={"conditional"})
        kind = "t" if options & 8 else "f"
    else:
        kind, tested = head[1], field_bit(ops[0])
    return text(a=to, b=CR + tested // 4, flow=flow, cond=CONDITIONS[kind][tested % 4],
                flags={"conditional"}, kills=kills)


def access(m, ops):
    load, store = LOADS.fullmatch(m), STORES.fullmatch(m)
    kind, update, indexed = (load or store).groups()
    flags = ("writeback",) if update else ()
    if indexed or kind.endswith("rx"):
        a, b, offset = reg(ops[1]), reg(ops[2]), 0
        if a == 0:
            a, b = b, None
    else:
        (offset, a), b = place(ops[1]), None
        if a == 0:
            a = None
    return text("load" if load else "store", SIZES[kind], d=reg(ops[0]), a=a, b=b, imm=offset,
                flags=flags, signed=kind in ("ha", "wa"))


def rotate(m, ops, bits, shift, first, last):
    """rlwinm, rldicl and rldicr, as what they come to."""
    dot = m.endswith(".")
    d, a = reg(ops[0]), reg(ops[1])
    size = bits // 8
    last_bit = bits - 1
    if shift == 0 and first <= last and (bits == 32 or m.startswith(("rldicl", "clrl", "rotldi"))):
        value = ((1 << (bits - first)) - 1) ^ ((1 << (last_bit - last)) - 1)
        return finish(dot, "and", size, d=d, a=a, imm=signed(value, 64))
    if first == 0 and last == last_bit - shift:
        return finish(dot, "shift_left", size, d=d, a=a, imm=shift)
    if last == last_bit and first == bits - shift:
        return finish(dot, "shift_right", size, d=d, a=a, imm=first)
    if last == last_bit and bits - shift + bits - first <= bits:
        return finish(dot, "extract", size, d=d, a=a, w=bits - first, shift=f"<<{bits - shift}")
    if first == 0 and last == last_bit and bits == 32:
        return finish(dot, "rotate", size, d=d, a=a, imm=bits - shift)
    return text("unknown", kills={d} | ({CR} if dot else set()))


def rotated(m, ops):
    bare = m.rstrip(".")
    n = [int(o) for o in ops[2:] if re.fullmatch(r"-?\d+", o)]
    if bare == "rlwinm":
        return rotate(m, ops, 32, *n)
    if bare == "slwi":
        return rotate(m, ops, 32, n[0], 0, 31 - n[0])
    if bare == "srwi":
        return rotate(m, ops, 32, (32 - n[0]) % 32, n[0], 31)
    if bare == "clrlwi":
        return rotate(m, ops, 32, 0, n[0], 31)
    if bare == "rotlwi":
        return rotate(m, ops, 32, n[0], 0, 31)
    if bare == "rldicl":
        return rotate(m, ops, 64, n[0], n[1], 63)
    if bare == "clrldi":
        return rotate(m, ops, 64, 0, n[0], 63)
    if bare == "srdi":
        return rotate(m, ops, 64, (64 - n[0]) % 64, n[0], 63)
    if bare == "rotldi":
        return rotate(m, ops, 64, n[0], 0, 63) if n[0] == 0 else text(
            "unknown", kills={reg(ops[0])} | ({CR} if m[-1] == "." else set()))
    if bare == "rldicr":
        return rotate(m, ops, 64, n[0], 0, n[1])
    if bare == "sldi":
        return rotate(m, ops, 64, n[0], 0, 63 - n[0])
    return None


def compare_(m, ops):
    field = reg(ops[0]) if len(ops) == 3 else 0
    immediate = m.endswith("i")
    logical = "l" in m
    last = ops[-1]
    return text("compare", 8 if "d" in m else 4, d=CR + field, a=reg(ops[-2]),
                b=None if immediate else reg(last), imm=int(last) if immediate else 0,
                signed=not logical)


def compute(m, ops):
    dot = m.endswith(".")
    bare = m.rstrip(".").removesuffix("o")
    if bare in ARITHMETIC:
        return finish(dot, ARITHMETIC[bare], 4 if bare == "mullw" else 8 if bare == "mulld" else 0,
                      d=reg(ops[0]), a=reg(ops[1]), b=reg(ops[2]))
    if bare in ("sub", "subc"):
        return finish(dot, "subtract", 0, d=reg(ops[0]), a=reg(ops[1]), b=reg(ops[2]))
    if bare in ("subf", "subfc"):
        return finish(dot, "subtract", 0, d=reg(ops[0]), a=reg(ops[2]), b=reg(ops[1]))
    if bare == "neg":
        return finish(dot, "rsubtract", 0, d=reg(ops[0]), a=reg(ops[1]))
    if bare in LOGIC:
        return finish(dot, LOGIC[bare], 0, d=reg(ops[0]), a=reg(ops[1]), b=reg(ops[2]))
    if bare == "not":
        return finish(dot, "nor", 0, d=reg(ops[0]), a=reg(ops[1]), b=reg(ops[1]))
    if bare == "mr":
        return finish(dot, "move", 0, d=reg(ops[0]), a=reg(ops[1]))
    if bare in SHIFTS:
        op, size = SHIFTS[bare]
        return finish(dot, op, size, d=reg(ops[0]), a=reg(ops[1]), b=reg(ops[2]))
    if bare in ("srawi", "sradi"):
        return finish(dot, "shift_signed", 4 if "w" in bare else 8, d=reg(ops[0]), a=reg(ops[1]),
                      imm=int(ops[2]))
    if bare in ("extsb", "extsh", "extsw"):
        return text("extend", {"b": 1, "h": 2, "w": 4}[bare[-1]], d=reg(ops[0]), a=reg(ops[1]),
                    signed=True, flags=("flags",) if dot else (), kills=(CR,) if dot else ())
    return None


def immediate(m, ops):
    if m in ("li", "lis"):
        return text("constant", d=reg(ops[0]), imm=signed(int(ops[1]), 16) << (16 if m == "lis" else 0))
    if m in ("addi", "addis", "addic", "addic.", "mulli", "subfic"):
        op = {"m": "multiply", "s": "rsubtract"}.get(m[0], "add")
        return finish(m[-1] == ".", op, 0, d=reg(ops[0]), a=reg(ops[1]),
                      imm=signed(int(ops[2]), 16) << (16 if m == "addis" else 0))
    match = re.fullmatch(r"(or|xor|and)i(s?)(\.?)", m)
    if match:
        return finish(match[3], match[1], 0, d=reg(ops[0]), a=reg(ops[1]),
                      imm=int(ops[2]) << (16 if match[2] else 0))
    return None


def special(m, ops):
    names = {"lr": LR, "ctr": CTR}
    if m in ("mflr", "mfctr"):
        return text("move", d=reg(ops[0]), a=names[m[2:]])
    if m in ("mtlr", "mtctr"):
        return text("move", d=names[m[2:]], a=reg(ops[0]))
    if m in ("mtcr", "mtcrf", "mtocrf"):
        fields = 255 if m == "mtcr" else int(ops[0])
        return text("unknown", kills={47 - i for i in range(8) if fields >> i & 1})
    if m in ("mcrf", "mcrxr", "mcrxrx", "mcrfs"):
        return text("unknown", kills=(CR + reg(ops[0]),))
    if re.fullmatch(r"cr(and|or|xor|nand|nor|eqv|andc|orc|clr|set|not|move)", m):
        return text("unknown", kills=(CR + field_bit(ops[0]) // 4,))
    if re.fullmatch(r"(tbegin|tend|tabort.*|treclaim|trechkpt|tsuspend|tresume|tsr|tendall|tcheck)\.?", m):
        return text("unknown", kills=(CR,))
    return None


def lower(m, ops, address, length):
    if m in NOTHING or re.fullmatch(r"t[wd](eq|ne|lt|gt|le|ge|lge|llt|lgt|lle|lng|lnl|u)?i?", m) and m not in ("twu", "tdu", "twui", "tdui") or re.fullmatch(r"(lx|lvs).*", m) and m != "lxvx_":
        return text() if not m.startswith("lx") or m in ("lxv", "lxsd", "lxssp") else (
            "unknown", "nop")
    if m in ("trap", "twu", "tdu"):
        return text(flow="stop")
    if m in ("twui", "tdui"):
        return text()
    if m in ("sc", "scv"):
        return text(flow="system")
    if m in ("rfi", "rfid", "hrfid"):
        return text(flow="return")
    if re.fullmatch(r"b(d?n?z?|c|t|f|dzt|dzf|dnzt|dnzf)(lr|ctr)l?[+-]?", m):
        return to_register(m, ops)
    if re.fullmatch(r"b(|l|a|la|[tf]l?a?|c|cl|ca|cla|dn?z[tf]?l?a?)[+-]?", m):
        return branch(m, ops, address)
    if LOADS.fullmatch(m) or STORES.fullmatch(m):
        return access(m, ops)
    if re.fullmatch(r"cmpl?[wd]i?", m):
        return compare_(m, ops)
    for attempt in (rotated, compute, immediate, special):
        found = attempt(m, ops)
        if found:
            return found
    match = re.fullmatch(r"stf([sd])(u?)(x?)", m)
    if match:
        if match[3]:
            a, b, offset = reg(ops[1]), reg(ops[2]), 0
            if a == 0:
                a, b = b, None
        else:
            (offset, a), b = place(ops[1]), None
            a = None if a == 0 else a
        return text("store", 4 if match[1] == "s" else 8, a=a, b=b, imm=offset,
                    flags=("writeback",) if match[2] else ())
    match = re.fullmatch(r"(st([bhwd])cx\.|st([hwd])brx|stfiwx)", m)
    if match:
        a, b = reg(ops[1]), reg(ops[2])
        if a == 0:
            a, b = b, None
        if match[3] in ("h", "w"):
            return text("store", SIZES[match[3]], d=reg(ops[0]), a=a, b=b, flags=("reversed",))
        return text("store", SIZES[match[2] or match[3] or "w"], a=a, b=b, kills=(CR,) if match[2] else ())
    if re.fullmatch(r"lf[sd]ux?", m):
        base = reg(ops[1]) if m.endswith("x") else place(ops[1])[1]
        return text("unknown", kills=(base,))
    if re.fullmatch(r"(dcbzl?|st(v|x)\w*|stq|stmw|stsw[ix]|stfdp)", m):
        return text("store")
    if m == "lmw":
        return text("unknown", kills=range(reg(ops[0]), 32))
    if m == "lq":
        return text("unknown", kills={reg(ops[0]), reg(ops[0]) | 1})
    if m in ("isel", "isellt", "iselgt", "iseleq"):
        a = reg(ops[1])
        return text("select", d=reg(ops[0]), a=a or None, b=reg(ops[2]))
    if KILLS_FIRST.fullmatch(m):
        return text("unknown", kills={reg(ops[0])} | ({CR} if m[-1] == "." else set()))
    if m.startswith("mt") and not m.startswith(("mtf", "mtv")):
        return ("unknown", "nop")
    if m.startswith(("slb", "tlb", "rfebb", "cp_", "attn", "dcb", "msg", "xnop", "clrbhrb")):
        return ("unknown", "nop")
    if m.startswith(("f", "v", "x", "mff", "bcd", "d", "m")):
        kills = set()
        if re.match(r"fcmp|ftdiv|ftsqrt|xscmpu|xscmpo|xscmpexp|x[sv]tdiv|dcmp|dtst", m):
            kills = {CR + reg(ops[0])}
        elif m.startswith("f") and m.endswith("."):
            kills = {41}
        elif m.endswith("."):
            kills = {46}
        return ("at least", text("unknown", kills=kills))
    return KeyError(m)
