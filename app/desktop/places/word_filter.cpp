// SPDX-License-Identifier: MIT
#include "desktop/places/word_filter.h"

#include "desktop/firewall/rule_filter.h"
#include "desktop/firewall/rule_search_index.h"

#include <algorithm>

namespace bulkhead::desktop {

WordFilter::WordFilter(const QString& text) {
    for (const FilterTerm& term : RuleFilter::parse(text).terms) {
        m_words.push_back({foldForSearch(term.value), term.negated});
    }
}

bool WordFilter::matches(QByteArrayView folded) const {
    return std::all_of(m_words.cbegin(), m_words.cend(), [folded](const Word& word) {
        return folded.contains(word.needle) != word.negated;
    });
}

} // namespace bulkhead::desktop
