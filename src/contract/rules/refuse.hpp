#pragma once
#include "mloc/base/result.hpp"

namespace mloc::contract {

/// What a rule of contracts or ledgers does not admit.
inline tl::unexpected<Failure> refuse(Problem told) { return fail(Exit::rule, std::move(told)); }

}  // namespace mloc::contract
