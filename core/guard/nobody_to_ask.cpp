// SPDX-License-Identifier: MIT
#include "guard/nobody_to_ask.h"

namespace bulkhead::guard {

using namespace Qt::StringLiterals;

Task<Confirmation> NobodyToAsk::ask(Question /*question*/, CancellationToken /*token*/) {
    co_return Confirmation{Answer::Unavailable, {}, u"Run it where a person can confirm it."_s};
}

} // namespace bulkhead::guard
