// SPDX-License-Identifier: MIT
#include "ops/tag_filter.h"

#include <algorithm>

namespace bulkhead::ops {

bool matchesTagPattern(const QString& text, const QString& pattern) {
    const bool opensStart = pattern.startsWith(u'*');
    const bool opensEnd = pattern.size() > 1 && pattern.endsWith(u'*');
    const QString core =
        pattern.mid(opensStart ? 1 : 0, pattern.size() - (opensStart ? 1 : 0) - (opensEnd ? 1 : 0));
    if (core.isEmpty()) {
        return true;
    }
    if (opensStart && opensEnd) {
        return text.contains(core, Qt::CaseInsensitive);
    }
    if (opensStart) {
        return text.endsWith(core, Qt::CaseInsensitive);
    }
    if (opensEnd) {
        return text.startsWith(core, Qt::CaseInsensitive);
    }
    return text.compare(core, Qt::CaseInsensitive) == 0;
}

bool hasTag(const std::vector<model::Tag>& tags, const QString& filter) {
    const qsizetype bar = filter.indexOf(u'|');
    const QString scope = bar < 0 ? QString() : filter.left(bar);
    const QString value = bar < 0 ? filter : filter.mid(bar + 1);
    return std::any_of(tags.cbegin(), tags.cend(), [&](const model::Tag& tag) {
        return matchesTagPattern(tag.scope.raw(), scope) && matchesTagPattern(tag.tag.raw(), value);
    });
}

} // namespace bulkhead::ops
