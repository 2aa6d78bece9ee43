// SPDX-License-Identifier: MIT
// The order of a snapshot's lists, and their indices by path. Private to snapshot/.
#pragma once

#include "base/shared_vector.h"
#include "model/security_policy.h"

#include <QHash>

#include <algorithm>
#include <vector>

namespace bulkhead::snapshot {

/// Everything but policies goes by label, and by path where labels are alike: so the order does not
/// depend on how a list came to be.
template <typename T>
[[nodiscard]] bool comesBefore(const T& a, const T& b) {
    const int labels = QString::compare(a.header.displayName.raw(), b.header.displayName.raw(),
                                        Qt::CaseInsensitive);
    return labels != 0 ? labels < 0 : a.header.path < b.header.path;
}
[[nodiscard]] inline bool comesBefore(const model::SecurityPolicy& a,
                                      const model::SecurityPolicy& b) {
    return model::evaluatedBefore(a, b);
}

template <typename T>
void sortInOrder(SharedVector<T>& objects) {
    std::vector<T>& list = objects.edit();
    std::stable_sort(list.begin(), list.end(),
                     [](const T& a, const T& b) { return comesBefore(a, b); });
}

template <typename T>
[[nodiscard]] QHash<QString, qsizetype> indexByPath(const std::vector<T>& objects) {
    QHash<QString, qsizetype> index;
    index.reserve(static_cast<qsizetype>(objects.size()));
    for (std::size_t i = 0; i < objects.size(); ++i) {
        index.insert(objects[i].header.path, static_cast<qsizetype>(i));
    }
    return index;
}

/// nullptr if the index does not know the key.
template <typename T>
[[nodiscard]] const T* at(const std::vector<T>& objects, const QHash<QString, qsizetype>& index,
                          const QString& key) {
    const auto found = index.constFind(key);
    return found == index.constEnd() ? nullptr : &objects[static_cast<std::size_t>(*found)];
}

} // namespace bulkhead::snapshot
