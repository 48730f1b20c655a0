#pragma once
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

#include "mloc/records/schema.hpp"

namespace mloc {

/// A pattern of a schema: UTF-8, anchored as written. PCRE2 because it reads `\p{L}` as JavaScript's flag u does, does
/// not recurse on long input and costs about 0.1 µs here where std::regex costs 2. It is compiled when it is first asked:
/// a report that finds its cache full asks none, and they cost a twentieth of it.
struct Schema::Pattern {
  explicit Pattern(std::string text) : text_(std::move(text)) {}

  bool matches(std::string_view text) const {
    std::call_once(asked_, [this] { compile(); });
    thread_local const std::unique_ptr<pcre2_match_data, Free> data(pcre2_match_data_create(1, nullptr));
    return pcre2_match(code_.get(), reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), 0, PCRE2_NO_UTF_CHECK,
                       data.get(), nullptr) >= 0;
  }

 private:
  struct Free {
    void operator()(pcre2_code* pointer) const { pcre2_code_free(pointer); }
    void operator()(pcre2_match_data* pointer) const { pcre2_match_data_free(pointer); }
  };
  void compile() const {
    int error = 0;
    PCRE2_SIZE offset = 0;
    code_.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(text_.data()), text_.size(),
                              PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_DOLLAR_ENDONLY, &error, &offset, nullptr));
    if (!code_) throw std::logic_error("pattern " + text_);
    pcre2_jit_compile(code_.get(), PCRE2_JIT_COMPLETE);
  }

  std::string text_;
  mutable std::once_flag asked_;
  mutable std::unique_ptr<pcre2_code, Free> code_;
};

}  // namespace mloc
