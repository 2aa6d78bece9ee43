// SPDX-License-Identifier: MIT
// Builds queries of the manager's search without letting any text become syntax.
#pragma once

#include <QString>
#include <QStringList>

namespace bulkhead::nsx {

/// The text as one quoted phrase, `"` and `\` escaped (NSX 4.2 search, Lucene's grammar): nothing
/// in it is an operator, a wildcard or a field any more.
[[nodiscard]] QString searchPhrase(const QString& text);

/// `("a" OR "b")`: hits on any of the texts, in any field unless a `field:` stands before it.
[[nodiscard]] QString searchAnyOf(const QStringList& texts);

} // namespace bulkhead::nsx
