#include "formats/shell.h"

#include <gtest/gtest.h>

#include "formats/test_inputs.h"

namespace assay::formats {
namespace {

std::string words_of(const ShellCommand& command) {
  std::string text;
  for (const std::string& word : command.words) text += "[" + word + "]";
  return text;
}

std::vector<std::string> commands_of(std::string_view script) {
  std::vector<std::string> all;
  for (const ShellCommand& command : read_shell(as_bytes(script)).commands)
    all.push_back(words_of(command) + (command.background ? "&" : "") +
                  (command.conditional ? "?" : "") + (command.exec ? "!" : "") +
                  (command.piped ? "|" : "") +
                  (command.function.empty() ? "" : " in " + std::string(command.function)));
  return all;
}

using Commands = std::vector<std::string>;

TEST(Shell, SplitsCommandsAndRemovesQuotes) {
  EXPECT_EQ(
      commands_of("#!/bin/sh\n# no\necho 'a b' \"c'd\" e\\ f \"\" # x\n\ttelnetd -l /bin/sh&\n"
                  "a;b|c\nexec /sbin/init \\\n  3\necho a#b 5>x\n"),
      (Commands{"[echo][a b][c'd][e f][]", "[telnetd][-l][/bin/sh]&", "[a]", "[b]|", "[c]|",
                "[/sbin/init][3]!", "[echo][a#b]"}));
}

TEST(Shell, KeepsConditions) {
  EXPECT_EQ(
      commands_of(
          "[ -x /a ] && /a -d || b\nc\nif t; then d; elif u; then e\nelse f; fi; g\n"
          "while h; do i; done\nfor x in 1 2; do j $x; done\nk &&\n  l | m\nn && { o; p; }\nq"),
      (Commands{"[[][-x][/a][]]", "[/a][-d]?", "[b]?", "[c]",  "[t]",  "[d]?",     "[u]?",
                "[e]?",           "[f]?",      "[g]",  "[h]",  "[i]?", "[j][$x]?", "[k]",
                "[l]?|",          "[m]?|",     "[n]",  "[o]?", "[p]?", "[q]"}));
}

std::vector<std::string> conditions_of(std::string_view script) {
  std::vector<std::string> all;
  for (const ShellCommand& command : read_shell(as_bytes(script)).commands)
    all.push_back(command.words[0] + ": " + std::string(command.condition));
  return all;
}

TEST(Shell, TellsConditionsAsTheyAreWritten) {
  EXPECT_EQ(conditions_of("if t 1; then a; elif u; then b; else c; fi; d\n[ x ] && e || f\ng\n"
                          "[ y ] && { h; [ z ] && i; j; }\nwhile k; do l; done\n"
                          "for m in 1; do n; done\no | p && q\nf() { if r; then s; fi; }\n"),
            (Commands{"t: ",
                      "a: t 1",
                      "u: ! (t 1)",
                      "b: ! (t 1) && u",
                      "c: ! (t 1) && ! (u)",
                      "d: ",
                      "[: ",
                      "e: [ x ]",
                      "f: ! ([ x ] && e)",
                      "g: ",
                      "[: ",
                      "h: [ y ]",
                      "[: [ y ]",
                      "i: [ y ] && [ z ]",
                      "j: [ y ]",
                      "k: ",
                      "l: while k",
                      "n: ",
                      "o: ",
                      "p: ",
                      "q: o | p",
                      "r: ",
                      "s: r"}));
  EXPECT_EQ(conditions_of("case \"$1\" in\n start|boot) a ;;\n (stop)\n b\n ;;\nesac\nc\n"),
            (Commands{"a: case \"$1\" in start|boot", "b: case \"$1\" in (stop", "c: "}));
}

std::vector<std::string> variants_of(std::string_view script) {
  std::vector<std::string> all;
  for (const ShellCommand& command : read_shell(as_bytes(script)).commands) {
    for (const auto& words : command.variants) {
      std::string text;
      for (const std::string& word : words) text += "[" + word + "]";
      all.push_back(text);
    }
  }
  return all;
}

TEST(Shell, PutsInWhatLoopsGoThrough) {
  EXPECT_EQ(variants_of("D=/etc\nfor i in $D/init.d/S??* b; do\n $i start; done\n"
                        "for i in x; do for j in `ls -1 /etc/rc.d/$1*` y; do $j $i; done; done\n"
                        "$i\n"),
            (Commands{"[/etc/init.d/S??*][start]", "[b][start]", "[/etc/rc.d/**][$i]", "[y][$i]"}));
  EXPECT_EQ(
      variants_of("if a; then P=/x; else P=/y; fi\n$P -d\n[ z ] && Q=/q\nsh ${Q}\nread R\n$R\n"),
      (Commands{"[/x][-d]", "[/y][-d]", "[sh][/q]"}));
}

TEST(Shell, TellsPatternsAndFunctions) {
  EXPECT_EQ(shell_pattern("/a/$1*/${x:-$(y)}b`c`$"), "/a/**/*b*$");
  EXPECT_EQ(shell_pattern("$(a"), "*");
  const ShellScript script = read_shell(as_bytes("a() { x; }\nfunction b {\n y; }\n"));
  ASSERT_EQ(script.functions.size(), 2U);
  EXPECT_EQ(script.functions[1].value, "b");
  EXPECT_EQ(script.functions[1].range, (Range{20, 1}));
}

TEST(Shell, ReadsCasesAndFunctions) {
  EXPECT_EQ(commands_of(
                "start() {\n  telnetd\n}\nstop ()\n{ kill 1; }\nfunction both { a; }\n"
                "case \"$1\" in\n  start|(boot) start ;;\n  stop)\n stop\n ;;\n  *) echo x\nesac\n"
                "exit 0\n( b & )\n"),
            (Commands{"[telnetd] in start", "[kill][1] in stop", "[a] in both", "[start]?",
                      "[stop]?", "[echo][x]?", "[exit][0]", "[b]&"}));
}

TEST(Shell, PutsInVariablesThatAreSetOnce) {
  EXPECT_EQ(
      commands_of("DIR=/usr/sbin\nDAEMON=\"$DIR/telnetd\"\nARGS='-l /bin/sh  -p 23'\nEMPTY=\n"
                  "$DAEMON $ARGS $EMPTY \"$ARGS\" ${DIR}x\nTWO=1\nTWO=2\necho $TWO $1 ${DIR:-y} "
                  "$(cat /x | y) `z a`\nread DIR2\nfor I in a b; do echo $I $DIR2; done\n"),
      (Commands{"[/usr/sbin/telnetd][-l][/bin/sh][-p][23][-l /bin/sh  -p 23][/usr/sbinx]",
                "[echo][$TWO][$1][${DIR:-y}][$(cat /x | y)][`z a`]", "[cat][/x]|", "[y]|", "[z][a]",
                "[read][DIR2]", "[echo][$I][$DIR2]?"}));
  const ShellScript script = read_shell(as_bytes("A=1 B=$X; export C=$A\nA=$A D=2 cmd $C"));
  ASSERT_EQ(script.assignments.size(), 3U);
  EXPECT_FALSE(script.assignments[1].value.literal);
  EXPECT_EQ(script.assignments[2].value.text, "1");
  ASSERT_EQ(script.commands.back().assignments.size(), 2U);
  EXPECT_EQ(script.commands.back().words[1], "1");
  EXPECT_TRUE(script.commands.back().places[1].literal);
}

TEST(Shell, PutsInNoVariableThatMayBeUnset) {
  EXPECT_EQ(commands_of("if a; then P=1; fi\n[ x ] && Q=2\nf() { R=3; echo $R; }\necho $P $Q $R\n"),
            (Commands{"[a]", "[[][x][]]", "[echo][3] in f", "[echo][$P][$Q][$R]"}));
}

TEST(Shell, PassesOverHereDocuments) {
  EXPECT_EQ(
      commands_of(
          "cat <<EOF > /etc/x; b\ntelnetd &\nEOF\nc <<-'E N'\n\ttelnetd\n\tE N\nd <<MISSING\nx\n"),
      (Commands{"[cat]", "[b]", "[c]", "[d]"}));
}

TEST(Shell, ReadsCommandsThatAreSubstituted) {
  EXPECT_EQ(commands_of("P=/a\nX=\"$($P -x `b \"$P\"`)\"\nif [ $(c; d) ]; then e $(f) & fi\n"
                        "g() { h $(i && j); }\necho $((1 + k)) '$(no)' \\$x`l`\n"
                        "for m in $(n); do o; done\n"),
            (Commands{"[/a][-x][`b \"$P\"`]", "[b][/a]", "[[][$(c; d)][]]", "[c]", "[d]",
                      "[e][$(f)]&?", "[f]?", "[h][$(i && j)] in g", "[i] in g", "[j]? in g",
                      "[echo][$((1 + k))][$(no)][$x`l`]", "[l]", "[n]", "[o]?"}));
  EXPECT_EQ(conditions_of("[ x ] && a $(b || c)\n"),
            (Commands{"[: ", "a: [ x ]", "b: [ x ]", "c: [ x ] && ! (b)"}));
  EXPECT_TRUE(read_shell(as_bytes("a $(b)")).commands[1].substituted);
  EXPECT_EQ(commands_of("a $(V=1; b $V)\nc $V\n"),
            (Commands{"[a][$(V=1; b $V)]", "[b][$V]", "[c][$V]"}));
}

TEST(Shell, ReadsHereDocumentsThatAreCommands) {
  EXPECT_EQ(commands_of("sh -x <<EOF\na &\nb\nEOF\ncat <<'E' | /bin/sh\nc\nE\nd\n"),
            (Commands{"[sh][-x]", "[a]&", "[b]", "[cat]|", "[/bin/sh]|", "[c]", "[d]"}));
  // Two on a line: what the second is read by does not show in the first.
  EXPECT_EQ(commands_of("cat <<A; sh <<B\nx\nA\ny\nB\n"), (Commands{"[cat]", "[sh]", "[y]"}));
  // A script that is saved and then run, and one that is only saved.
  EXPECT_EQ(commands_of("cat > /tmp/r.sh <<E\n#!/bin/sh\ntelnetd\nE\nchmod 755 /tmp/r.sh\n"
                        "/tmp/r.sh &\n"),
            (Commands{"[cat]", "[telnetd]", "[chmod][755][/tmp/r.sh]", "[/tmp/r.sh]&"}));
  EXPECT_EQ(commands_of("cat > /tmp/r.sh <<E\n#!/bin/sh\ntelnetd\nE\nchmod 755 /tmp/r.sh\n"),
            (Commands{"[cat]", "[chmod][755][/tmp/r.sh]"}));
  // Text, into which the shell puts what commands print.
  EXPECT_EQ(commands_of("cat <<E >f\nhost $(hostname) \\$(no)\nE\ncat <<'E' >f\n$(no)\nE\n"),
            (Commands{"[cat]", "[hostname]", "[cat]"}));
}

TEST(Shell, KeepsRedirectionsAndPlaces) {
  const std::string text = "x\n  /usr/sbin/telnetd -l \"/bin/sh\" >/dev/null 2>&1 &\ny";
  const ShellScript script = read_shell(as_bytes(text));
  ASSERT_EQ(script.commands.size(), 3U);
  const ShellCommand& command = script.commands[1];
  EXPECT_EQ(text.substr(command.range.offset, command.range.size),
            "/usr/sbin/telnetd -l \"/bin/sh\" >/dev/null 2>&1 &");
  EXPECT_EQ(text.substr(command.places[2].range.offset, command.places[2].range.size),
            "\"/bin/sh\"");
  ASSERT_EQ(command.redirections.size(), 2U);
  EXPECT_EQ(command.redirections[0].target.text, "/dev/null");
  EXPECT_EQ(command.redirections[1].operation, "2>&");
  EXPECT_EQ(read_shell(as_bytes("#!/bin/sh -e\r\nx")).interpreter.value, "/bin/sh -e");
  EXPECT_EQ(read_shell(as_bytes("#!/bin/sh -e\r\nx")).interpreter.range, (Range{2, 10}));
}

TEST(Shell, SurvivesWhatAnAttackerWrites) {
  std::string doubling = "A0=xxxxxxxxxx\n";
  for (int i = 1; i < 60; i++) {
    const std::string last = "$A" + std::to_string(i - 1);
    doubling += "A" + std::to_string(i) + "=" + last + last + "\n";
  }
  doubling += "echo $A59 $A5\n";
  EXPECT_EQ(words_of(read_shell(as_bytes(doubling)).commands.back()).substr(0, 12), "[echo][$A59]");

  std::string many = "A=" + std::string(4000, 'x') + "\n";
  for (int i = 0; i < 100'000; i++) many += "a $A;";
  const ShellScript cut = read_shell(as_bytes(many));
  EXPECT_EQ(cut.problems.size(), 1U);
  std::size_t size = 0;
  for (const ShellCommand& command : cut.commands)
    for (const std::string& word : command.words) size += word.size();
  EXPECT_LT(size, shell_expanded_size_max + (1U << 20U));

  for (const char* piece :
       {"{ ", "( ", "if ", "case x in a) ", "$(", "${", "\"$(", "`", "<<A ", "f() {\n"}) {
    std::string deep;
    for (int i = 0; i < 20'000; i++) deep += piece;
    EXPECT_LE(read_shell(as_bytes(deep)).problems.size(), 1U);
  }
}

constexpr std::string_view rc =
    "#!/bin/sh /etc/rc.common\n. /lib/functions.sh\nD=/usr/sbin/x\nstart() {\n\t[ -f \"$D\" ] && "
    "{\n"
    "\t\t$D -p ${PORT:-23} `a` 2>&1 >/dev/null &\n\t}\n}\ncase \"$1\" in a|b) c;; *) d;; esac\n"
    "cat <<E >f\nx\nE\nif [[ a && b ]]; then echo 'q' \"r\\\"\" $((1+2)); fi\nA=(1 2) exec y "
    "$(z `w`)\nsh <<E\nv $(u)\nE\n";

TEST(Shell, EndsOnEveryMutation) {
  const auto read = [](Bytes bytes) {
    for (const ShellCommand& command : read_shell(bytes).commands) {
      EXPECT_LE(command.range.end(), bytes.size());
      EXPECT_FALSE(command.words.empty());
      for (const ShellWordPlace& word : command.places) EXPECT_LE(word.range.end(), bytes.size());
    }
  };
  each_prefix(as_bytes(rc), read);
  each_flip(as_bytes(rc), 2000, read);
}

}  // namespace
}  // namespace assay::formats
