// Origin: what bytes of memory are made of, as far as the calls of a function tell: constants, the
// date, an address or serial number of the device, settings, input.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "readers/digest_call.h"
#include "readers/input_source.h"

namespace assay::readers {

struct Origin {
  enum Kind : std::uint8_t {
    constant = 1,
    date = 2,
    address = 4,  // of a network interface
    serial = 8,
    setting = 16,  // of flash variables, by any other name
    input = 32,
    unknown = 64,
  };
  std::uint8_t kinds = 0;            // together
  std::vector<std::size_t> given;    // arguments of the function, sorted, each once
  std::string text;                  // the first constant that is characters
  std::string_view source;           // the first call that brings a date, address or serial
  std::uint64_t source_address = 0;  // of that call

  bool has(Kind kind) const { return (kinds & kind) != 0; }
  void add(const Origin& other);
};

// "address constant date": the kinds with blanks between, in the order of the alphabet; arguments
// of the function are 'given'.
std::string words_of(const Origin& origin);

// Flow is not regarded: all calls of a function that write to the bytes count.
class Origins {
 public:
  explicit Origins(const code::Survey& survey) : survey_(survey) {}

  // Of the bytes that `value` points to; `size` of them, 0: not known.
  Origin of(const code::SurveyedFunction& function, const code::Value& value,
            std::size_t size = 0) {
    return of(function, value, size, 0);
  }
  // Of what `call` of `function`, which is `digest`, makes its output of, key included.
  Origin of_digest(const code::SurveyedFunction& function, const code::Call& call,
                   const DigestCall& digest);

 private:
  Origin of(const code::SurveyedFunction& function, const code::Value& value, std::size_t size,
            unsigned depth);
  Origin of_digest(const code::SurveyedFunction& function, const code::Call& call,
                   const DigestCall& digest, unsigned depth);
  Origin of_result(const code::SurveyedFunction& function, const code::Call& call, unsigned depth);
  Origin of_buffer(const code::SurveyedFunction& function, const code::Value& value,
                   std::size_t size, unsigned depth);
  Origin written(const code::SurveyedFunction& function, const code::Call& call,
                 const code::Value& value, std::size_t size, unsigned depth);
  Origin printed(const code::SurveyedFunction& function, const code::Call& call,
                 const code::Value& format, std::size_t values, unsigned depth);
  Origin number(const code::SurveyedFunction& function, const code::Value& value) const;
  Origin brought(const code::SurveyedFunction& function, const code::Call& call) const;
  Origin called(const code::SurveyedFunction& function, const code::Call& call);
  // Whether a function's calls may be looked at once more; else it is not known.
  bool may_ask(const code::SurveyedFunction& function);
  Origin of_key(const code::SurveyedFunction& function, unsigned depth);
  bool takes_argument(const code::SurveyedFunction& function, std::size_t index);
  bool reads_argument(const code::SurveyedFunction& function, std::size_t index);
  bool may_be_stored(const code::SurveyedFunction& function, const code::Call& call);

  const code::Survey& survey_;
  std::size_t asked_ = 0;    // functions whose calls were looked at
  std::size_t carried_ = 0;  // instructions, by takes_argument()
  std::map<std::pair<std::uint64_t, std::size_t>, bool> taken_;  // takes_argument()
  std::map<std::uint64_t, bool> stored_;  // may_be_stored(), by address of the call
};

// Whether a call asks for the date, or for the address of an interface.
bool asks_date(const code::Call& call);
bool asks_address(const code::Call& call);
// Whether a call of a function of that name may ask for the address of an interface.
bool may_ask_address(std::string_view name);

// Whether a format prints numbers in hex, and nothing else but characters.
bool prints_hex(std::string_view format);

}  // namespace assay::readers
