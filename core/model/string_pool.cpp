// SPDX-License-Identifier: MIT
#include "model/string_pool.h"

namespace bulkhead::model {

QString StringPool::intern(std::string_view utf8) {
    const auto size = static_cast<qsizetype>(utf8.size());
    // The key borrows the bytes for the look-up only; a stored key owns a copy.
    const QByteArray borrowed = QByteArray::fromRawData(utf8.data(), size);
    if (const auto known = m_strings.constFind(borrowed); known != m_strings.constEnd()) {
        return known.value();
    }
    QString text = QString::fromUtf8(utf8.data(), size);
    m_strings.insert(QByteArray(utf8.data(), size), text);
    return text;
}

} // namespace bulkhead::model
