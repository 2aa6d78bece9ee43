// SPDX-License-Identifier: MIT
// StringPool: shares equal strings while an estate is decoded (paths, "ANY", users, categories).
#pragma once

#include <QHash>
#include <QString>

#include <string_view>

namespace bulkhead::model {

/// Hands out one QString for equal UTF-8 texts. Used by one decoding at a time; not thread-safe.
/// In an estate of 100,000 rules most operand paths occur many times.
class StringPool final {
public:
    [[nodiscard]] QString intern(std::string_view utf8);
    [[nodiscard]] qsizetype size() const { return m_strings.size(); }

private:
    QHash<QByteArray, QString> m_strings;
};

} // namespace bulkhead::model
