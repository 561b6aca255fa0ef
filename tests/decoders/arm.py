"""A32 and Thumb as llvm-objdump prints them."""
import re

from expected import signed, text

SP, LR, PC = 13, 14, 15
NAMES = {"sp": SP, "lr": LR, "pc": PC}
CONDITIONS = {"eq": "eq", "ne": "ne", "hs": "geu", "lo": "ltu", "mi": "mi", "pl": "pl", "vs": "vs",
              "vc": "vc", "hi": "gtu", "ls": "leu", "ge": "ge", "lt": "lt", "gt": "gt", "le": "le"}
DATA = {"and": "and", "eor": "xor", "sub": "subtract", "rsb": "rsubtract", "add": "add",
        "orr": "or", "bic": "and_not", "orn": "or_not"}
COMPARES = {"tst": "test", "teq": "test_equal", "cmp": "compare", "cmn": "compare_neg"}
SHIFTS = {"lsl": "<<", "lsr": ">>", "asr": ">>>", "ror": "ror"}
SHIFT_OPS = {"lsl": "shift_left", "lsr": "shift_right", "asr": "shift_signed", "ror": "rotate"}
SETTABLE = ("and eor sub rsb add adc sbc rsc orr bic orn mov mvn lsl lsr asr ror rrx mul mla umull "
            "umlal smull smlal neg").split()
LOADS = {"ldr": (4, False), "ldrb": (1, False), "ldrh": (2, False), "ldrsb": (1, True),
         "ldrsh": (2, True), "ldrt": (4, False), "ldrbt": (1, False), "ldrht": (2, False),
         "ldrsbt": (1, True), "ldrsht": (2, True)}
STORES = {"str": 4, "strb": 1, "strh": 2, "strt": 4, "strbt": 1, "strht": 2}
TWO = ("umull", "umlal", "smull", "smlal", "umaal", "smlalbb", "smlalbt", "smlaltb", "smlaltt",
       "smlald", "smlaldx", "smlsld", "smlsldx")
KILL_FIRST = ("adc sbc rsc rrx mla mls clz revsh rbit bfi bfc sdiv udiv mrs sel "
              "smmul smmulr smmla smmlar smmls smmlsr usad8 usada8 ssat usat ssat16 usat16 qadd qsub qdadd qdsub "
              "smulbb smulbt smultb smultt smulwb smulwt smlabb smlabt smlatb smlatt smlawb smlawt "
              "smuad smuadx smusd smusdx smlad smladx smlsd smlsdx pkhbt pkhtb sxtab sxtah uxtab uxtah "
              "sxtab16 uxtab16 sxtb16 uxtb16").split() + [
    p + o for p in ("s", "q", "sh", "u", "uq", "uh") for o in ("add16", "asx", "sax", "sub16", "add8", "sub8")]
OTHERS = ("rev rev16 b bl blx bx bxj cbz cbnz tbb tbh svc bkpt udf hlt it nop pld pldw pli dmb dsb isb clrex yield wfe "
          "wfi sev sevl hint dbg csdb cps cpsie cpsid setend msr movw movt ldm ldmdb ldmib ldmda stm stmdb stmib "
          "stmda push pop ldrd strd ldrex ldrexb ldrexh ldrexd strex strexb strexh strexd swp swpb "
          "uxtb uxth sxtb sxth ubfx sbfx adr addw subw hvc smc eret rfeia rfedb srsia srsdb subs "
          "mcr mcr2 mrc mrc2 mcrr mcrr2 mrrc mrrc2 cdp cdp2 ldc ldcl ldc2 ldc2l stc stcl stc2 stc2l "
          "lda ldab ldah ldaex ldaexb ldaexh ldaexd stl stlb stlh stlex stlexb stlexh stlexd trap "
          "crc32b crc32h crc32w crc32cb crc32ch crc32cw rfe srs ssbb pssbb tsb esb").split()
BASES = set(SETTABLE) | set(COMPARES) | set(LOADS) | set(STORES) | set(TWO) | set(KILL_FIRST) | set(OTHERS)
NOTHING = ("nop pld pldw pli dmb dsb isb clrex yield wfe wfi sev sevl hint dbg csdb cps cpsie cpsid setend "
           "msr ssbb pssbb esb").split()


def parse(m):
    """Name, whether it sets flags, condition."""
    m = m.removesuffix(".w").removesuffix(".n")
    if m in BASES and m not in ("bls", "subs"):
        return m, False, "always"
    if m[:-1] in SETTABLE and m.endswith("s"):
        return m[:-1], True, "always"
    base, cond = m[:-2], m[-2:]
    if cond in CONDITIONS:
        if base[:-1] in SETTABLE and base.endswith("s"):
            return base[:-1], True, CONDITIONS[cond]
        if base in BASES:
            return base, False, CONDITIONS[cond]
    raise KeyError(m)


def reg(name):
    return NAMES[name] if name in NAMES else int(re.fullmatch(r"r(\d+)", name)[1])


def registers(operand):
    found = set()
    for part in operand.strip("{} ^").split(","):
        part = part.strip()
        found.add(reg(part))
    return found


def number(operand):
    return int(operand.lstrip("#"), 0)


def kills(*regs):
    return {r for r in regs} - {PC}


class Bad(Exception):
    pass


def shifted(ops):
    """b and its shift; None where the shift is by a register or through the carry."""
    if len(ops) == 1:
        return reg(ops[0]), ""
    kind, _, amount = ops[1].partition(" ")
    if kind == "rrx" or not amount.startswith("#"):
        return None
    return reg(ops[0]), f"{SHIFTS[kind]}{number(amount)}" if number(amount) else ""


def flags_of(cond, sets=False, more=()):
    return (("conditional",) if cond != "always" else ()) + (("flags",) if sets else ()) + tuple(more)


def jumps(cond, a, returns):
    return text(a=a, flow="return" if returns else "jump_register", cond=cond, flags=flags_of(cond))


def data(name, sets, cond, ops, address, thumb):
    rest = dict(cond=cond, flags=flags_of(cond, sets))
    if name in COMPARES:
        rest["flags"] = flags_of(cond)
        if ops[1].startswith("#"):
            return text(COMPARES[name], a=reg(ops[0]), imm=immediate(ops[1:]), **rest)
        b = shifted(ops[1:])
        if b is None:
            return text("unknown", cond=cond, flags=flags_of(cond, True))
        return text(COMPARES[name], a=reg(ops[0]), b=b[0], shift=b[1], **rest)
    d = reg(ops[0])
    if len(ops) == 2 or (not thumb or True) and len(ops) == 3 and not re.fullmatch(r"r\d+|sp|lr|pc|#.*", ops[2]):
        ops = [ops[0], *ops]
    a = reg(ops[1])
    b, shift, imm = None, "", 0
    if ops[2].startswith("#"):
        imm = immediate(ops[2:])
        if a == PC and name in ("add", "sub"):
            base = (address + 4) & ~3 if thumb else address + 8
            value = (base + imm if name == "add" else base - imm) & 0xffffffff
            if d == PC:
                return jumps(cond, None, sets)
            return text("constant", d=d, imm=value, **rest)
    else:
        both = shifted(ops[2:])
        if both is None:
            if d == PC:
                return jumps(cond, None, sets)
            return text("unknown", kills=(d,), **rest)
        b, shift = both
    if d == PC:
        return jumps(cond, None, sets)
    return text(DATA[name], d=d, a=a, b=b, imm=imm, shift=shift, **rest)


def immediate(ops):
    value = number(ops[0]) & 0xffffffff
    if len(ops) > 1:  # a rotation that is not the shortest
        turn = number(ops[1])
        value = (value >> turn | value << (32 - turn)) & 0xffffffff if turn else value
    return value


def move(name, sets, cond, ops):
    d = reg(ops[0])
    rest = dict(cond=cond, flags=flags_of(cond, sets))
    if ops[1].startswith("#"):
        value = immediate(ops[1:])
        if name == "mvn":
            value ^= 0xffffffff
        if d == PC:
            return jumps(cond, None, sets)
        return text("constant", d=d, imm=value, **rest)
    both = shifted(ops[1:])
    if both is None or (name == "mvn" and both[1]):
        if d == PC:
            return jumps(cond, None, sets)
        return text("unknown", kills=(d,), **rest)
    if name == "mvn":
        return text("nor", d=d, a=both[0], b=both[0], **rest)
    if d == PC:
        return jumps(cond, both[0], sets or both[0] == LR)
    if sets and cond == "always":  # behind an it instruction it is not defined, yet printed so
        return ("move", (d, both[0]))
    return text("move", d=d, a=both[0], **rest)


def shift(name, sets, cond, ops):
    d = reg(ops[0])
    if len(ops) == 2:
        ops = [ops[0], *ops]
    rest = dict(cond=cond, flags=flags_of(cond, sets))
    if d == PC:
        return jumps(cond, None, sets)
    if ops[2].startswith("#"):
        return text(SHIFT_OPS[name], d=d, a=reg(ops[1]), imm=number(ops[2]), **rest)
    return text(SHIFT_OPS[name], d=d, a=reg(ops[1]), b=reg(ops[2]), **rest)


def place(operands, address, thumb):
    """a, b, shift, imm, more flags, whether the form can say it."""
    if operands[0].startswith("#"):
        raise Bad
    match = re.fullmatch(r"\[([^\]]*)\](!?)", operands[0])
    parts = [p.strip() for p in match[1].split(",")]
    a = reg(parts[0])
    more, b, way, imm, known = (), None, "", 0, True
    index = parts[1:] or []
    if match[2]:
        more = ("writeback",)
    if len(operands) > 1:
        more = ("writeback", "post")
        index = operands[1:]
    if index and index[0].startswith("#"):
        imm = number(index[0])
    elif index:
        if index[0].startswith("-"):
            known = False
            index = [index[0][1:], *index[1:]]
        both = shifted(index)
        if both is None:
            known = False
        else:
            b, way = both
    if a == PC and not more and b is None and known:
        base = (address + 4) & ~3 if thumb else address + 8
        a, imm = None, (base + imm) & 0xffffffff
    return a, b, way, imm, more, known


def transfer(name, cond, ops, address, thumb):
    load = name in LOADS or name in ("ldrd", "lda", "ldab", "ldah")
    pair = name in ("ldrd", "strd")
    size, sign = LOADS.get(name, (STORES.get(name, 4), False))
    if name in ("lda", "stl", "ldab", "stlb", "ldah", "stlh"):
        size, sign = {"b": 1, "h": 2}.get(name[3:], 4), False
    d = reg(ops[0])
    w = reg(ops[1]) if pair else None
    a, b, way, imm, more, known = place(ops[2 if pair else 1:], address, thumb)
    if not known:
        lost = (kills(d, w) if pair else kills(d)) if load else set()
        lost |= set(kills(a)) if more else set()
        flow = "jump_register" if load and d == PC else "next"
        return text("unknown" if load else "store", 0 if load else 8 if pair else size, kills=lost,
                    cond=cond, flags=flags_of(cond), flow=flow)
    flow = "next"
    if load and d == PC and not pair:
        flow = "return" if a == SP and "post" in more else "jump_register"
    return text("load" if load else "store", size, signed=sign, d=d, w=w, a=a, b=b, shift=way,
                imm=imm, flow=flow, cond=cond, flags=flags_of(cond, False, more))


def multiple(name, cond, ops):
    if name in ("push", "pop"):
        ops = ["sp!", *ops]
        name = "stmdb" if name == "push" else "ldm"
    base = reg(ops[0].rstrip("!"))
    writes = ops[0].endswith("!")
    mode = name[3:] or "ia"
    found = registers(ops[1])
    count = 4 * len(found)
    rest = dict(cond=cond)
    if name.startswith("ldm"):
        flow = "return" if PC in found else "next"
        lost = kills(*found)
        if writes and base not in found:
            step = count if mode[0] == "i" else -count
            return text("add", d=base, a=base, imm=step, kills=lost, flow=flow, flags=flags_of(cond), **rest)
        return text("unknown", kills=lost, flow=flow, flags=flags_of(cond), **rest)
    start = {"ia": 0, "ib": 4, "db": -count, "da": 4 - count}[mode]
    more, lost = (), ()
    if writes:
        if mode == "ia":
            more, start = ("writeback", "post"), count
        elif mode == "db":
            more = ("writeback",)
        else:
            lost = (base,)
    return text("store", count, a=base, imm=start, kills=lost, flags=flags_of(cond, False, more), **rest)


def vector(m, ops, cond, address, thumb):
    rest = dict(cond=cond, flags=flags_of(cond))
    if re.match(r"v(ld|st)[1-4]\.", m):
        address_part = next(i for i, o in enumerate(ops) if o.startswith("["))
        base = reg(re.match(r"\[(\w+)", ops[address_part])[1])
        updates = ops[address_part].endswith("!") or len(ops) > address_part + 1
        lost = (base,) if updates else ()
        if m.startswith("vld"):
            return text("unknown" if updates else "nop", kills=lost, **rest)
        return text("store", a=base, kills=lost, **rest)
    if m.startswith(("vldr", "fldr")):
        return text(**rest)
    if m.startswith("vstr"):
        a, b, way, imm, more, known = place(ops[-1:], address + 0, thumb)
        if a is None:
            return ("unknown-store", None)
        return text("store", 8 if ops[0][0] == "d" else 4, a=a, imm=imm, **rest)
    match = re.match(r"v(ldm|stm|push|pop)(ia|db)?|f(ldm|stm)(dbx|iax)", m)
    if match:
        if match[1] in ("push", "pop"):
            ops = ["sp!", *ops]
        kind = (match[1] or match[3])
        base, writes = reg(ops[0].rstrip("!")), ops[0].endswith("!")
        down = match[2] == "db" or kind == "push" or (match[4] or "").startswith("db")
        names = [n.strip() for n in ops[1].strip("{}").split(",")]
        count = sum(8 if n[0] == "d" else 4 for n in names) + (4 if match[4] else 0)
        step = -count if down else count
        if kind in ("ldm", "pop"):
            if writes:
                return text("add", d=base, a=base, imm=step, **rest)
            return text(**rest)
        if not writes:
            return text("store", count if count < 256 else 0, a=base, imm=0 if not down else step, **rest)
        rest["flags"] = flags_of(cond, False, ("writeback",) if down else ("writeback", "post"))
        return text("store", count if count < 256 else 0, a=base, imm=step, **rest)
    if m.startswith("vmrs"):
        if ops[0] == "APSR_nzcv":
            return text("unknown", cond=cond, flags=flags_of(cond, True))
        return text("unknown", kills=(reg(ops[0]),), **rest)
    if m.startswith("vmov") and re.fullmatch(r"r\d+|sp|lr", ops[0]):
        lost = {reg(ops[0])}
        if len(ops) > 2 and re.fullmatch(r"r\d+|sp|lr", ops[1]):
            lost.add(reg(ops[1]))
        return text("unknown", kills=lost, **rest)
    return text("unknown", **rest)


def coprocessor(name, cond, ops):
    rest = dict(cond=cond, flags=flags_of(cond))
    if name in ("cdp", "cdp2", "mcr", "mcr2", "mcrr", "mcrr2"):
        return text("unknown", **rest)
    if name in ("mrc", "mrc2"):
        if ops[2].lower() in ("apsr_nzcv", "pc"):
            return text("unknown", cond=cond, flags=flags_of(cond, True))
        return text("unknown", kills=(reg(ops[2]),), **rest)
    if name in ("mrrc", "mrrc2"):
        return text("unknown", kills=kills(reg(ops[2]), reg(ops[3])), **rest)
    match = re.fullmatch(r"\[(\w+)(?:, #(-?\w+))?\](!?)", ops[2])
    base = reg(match[1])
    more = ("writeback",) if match[3] else ()
    step = int(match[2] or "0", 0)
    unindexed = len(ops) > 3 and ops[3].startswith("{")
    if len(ops) > 3 and not unindexed:
        more, step = ("writeback", "post"), number(ops[3])
    if name.startswith("ldc"):
        if more:
            return text("add", d=base, a=base, imm=step, **rest)
        return text(**rest)
    if unindexed:
        return ("unknown-store", None)
    return text("store", a=base, imm=step, cond=cond, flags=flags_of(cond, False, more))


def branch(name, cond, ops, address, thumb, length):
    flags = flags_of(cond)
    if name in ("b", "bl", "blx") and ops[0].startswith("#") or re.fullmatch(r"(0x)?[0-9a-f]+", ops[0]):
        target = int(ops[0].lstrip("#"), 0) & 0xffffffff
        if name == "b":
            return text(flow="jump" if cond == "always" else "branch", target=target, cond=cond)
        more = ("other_set",) if name == "blx" else ()
        return text(flow="call", target=target, cond=cond, flags=flags + more, kills=(LR,))
    a = reg(ops[0])
    if name in ("bx", "bxj"):
        return jumps(cond, a, a == LR)
    return text(flow="call_register", a=a, cond=cond, flags=flags, kills=(LR,))


def lower(m, ops, address, length, thumb=False):
    if "<und>" in m:
        return None  # behind an it whose condition is none
    if m.startswith(("v", "f")) and not m.startswith("fence"):
        name, _, kind = m.partition(".")
        cond = "always"
        if name[-2:] in CONDITIONS and name not in ("vmls", "vcge", "vcgt", "vcle", "vclt", "vceq", "vacge", "vacgt", "vabal", "vaddhi", "vmvs", "vfms", "vnmls", "vqdmls", "vtrnpl") and not name.endswith(("mls",)):
            cond = CONDITIONS[name[-2:]]
            name = name[:-2]
        return vector(name + "." + kind, ops, cond, address, thumb)
    if re.match(r"aes|sha1|sha256", m):
        return text("unknown")
    if re.fullmatch(r"it[te]*", m):
        return ("it", None)
    name, sets, cond = parse(m)
    rest = dict(cond=cond, flags=flags_of(cond))
    if name in NOTHING:
        return text(**rest)
    if name in ("b", "bl", "blx", "bx", "bxj"):
        return branch(name, cond, ops, address, thumb, length)
    if name in ("cbz", "cbnz"):
        return text(a=reg(ops[0]), flow="branch", cond="eq" if name == "cbz" else "ne", target=number(ops[1]))
    if name in ("tbb", "tbh"):
        a, b = re.match(r"\[(\w+), (\w+)", ops[0]).groups()
        return text(a=reg(a), b=reg(b), size=1 if name == "tbb" else 2, flow="jump_register",
                    shift="" if name == "tbb" else "<<1", **rest)
    if name in ("svc", "hvc", "smc"):
        return text(flow="system", **rest)
    if name in ("bkpt", "udf", "hlt", "trap"):
        return text(flow="stop", **rest)
    if name in ("eret",):
        return text(flow="return", **rest)
    if name in ("rfe", "rfeia", "rfedb"):
        return text("unknown", flow="return")
    if name in ("srs", "srsia", "srsdb"):
        return text("store")
    if name in COMPARES or name in DATA or name in ("addw", "subw", "neg"):
        if name == "neg":
            name, ops = "rsb", [*ops, "#0"]
        return data(name.removesuffix("w"), sets, cond, ops, address, thumb)
    if name == "adr":
        base = (address + 4) & ~3 if thumb else address + 8
        return text("constant", d=reg(ops[0]), imm=(base + number(ops[1])) & 0xffffffff, **rest)
    if name in ("mov", "mvn"):
        return move(name, sets, cond, ops)
    if name == "movw":
        return text("constant", d=reg(ops[0]), imm=number(ops[1]), **rest)
    if name == "movt":
        return text("insert", 2, d=reg(ops[0]), imm=number(ops[1]), shift="<<16", **rest)
    if name in SHIFT_OPS:
        return shift(name, sets, cond, ops)
    if name == "mul":
        three = ops if len(ops) == 3 else [ops[0], ops[0], ops[1]]
        return text("multiply", d=reg(three[0]), a=reg(three[1]), b=reg(three[2]), cond=cond,
                    flags=flags_of(cond, sets))
    if name in LOADS or name in STORES or name in ("ldrd", "strd", "lda", "stl", "ldab", "stlb", "ldah", "stlh"):
        return transfer(name, cond, ops, address, thumb)
    if re.fullmatch(r"(ldm|stm)(ia|ib|da|db)?|push|pop", name):
        return multiple(name, cond, ops)
    if name.startswith(("ldrex", "ldaex")):
        size = {"b": 1, "h": 2}.get(name[5:], 4)
        two = name.endswith("d")
        a, _, _, imm, _, _ = place(ops[-1:], address, thumb)
        return text("load", size, d=reg(ops[0]), w=reg(ops[1]) if two else None, a=a, imm=imm, **rest)
    if name.startswith(("strex", "stlex")):
        size = {"b": 1, "h": 2}.get(name[5:], 4)
        two = name.endswith("d")
        a, _, _, imm, _, _ = place(ops[-1:], address, thumb)
        return text("store", size, d=reg(ops[1]), w=reg(ops[2]) if two else None, a=a, imm=imm,
                    kills=(reg(ops[0]),), **rest)
    if name in ("swp", "swpb"):
        return text("store", 1 if name == "swpb" else 4, a=reg(ops[2].strip("[]")), kills=(reg(ops[0]),), **rest)
    if name in ("sxtb", "sxth", "uxtb", "uxth"):
        if len(ops) > 2:
            return text("unknown", kills=(reg(ops[0]),), **rest)
        return text("extend", 1 if name[3] == "b" else 2, signed=name[0] == "s", d=reg(ops[0]),
                    a=reg(ops[1]), **rest)
    if name in ("ubfx", "sbfx"):
        position = number(ops[2])
        return text("extract", signed=name[0] == "s", d=reg(ops[0]), a=reg(ops[1]), w=number(ops[3]),
                    shift=f"<<{position}" if position else "", **rest)
    if name in TWO:
        return text("unknown", kills=kills(reg(ops[0]), reg(ops[1])), cond=cond, flags=flags_of(cond, sets))
    if name in ("rev", "rev16"):
        return text("reverse_bytes", 4, d=reg(ops[0]), a=reg(ops[1]), imm=2 if name == "rev16" else 4, cond=cond,
                    flags=flags_of(cond, sets))
    if name in KILL_FIRST or name.startswith("crc32"):
        d = reg(ops[0])
        if d == PC:
            return ("any-flow", None)
        return text("unknown", kills=(d,), cond=cond, flags=flags_of(cond, sets))
    return coprocessor(name, cond, ops)


def lower_thumb(m, ops, address, length):
    return lower(m, ops, address, length, thumb=True)
