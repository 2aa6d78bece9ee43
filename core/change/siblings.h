// SPDX-License-Identifier: MIT
// What rule and policy edits have in common: ids, places, numbers, names. Private to change/.
#pragma once

#include "change/place.h"
#include "change/sequence.h"
#include "model/object_header.h"

#include <QJsonObject>
#include <QSet>
#include <QString>

#include <algorithm>
#include <vector>

namespace bulkhead::change {

/// An id that is not in `taken`, made of a name: what an id may not hold becomes "-".
[[nodiscard]] QString idFromName(const QString& name, const QSet<QString>& taken);

/// `id` where it is not in `taken`, else one like it.
[[nodiscard]] QString freeId(const QString& id, const QSet<QString>& taken);

/// The state of an object that is to be created as a copy of another one: without what only the
/// manager writes.
[[nodiscard]] QJsonObject asNew(const QJsonObject& state, const QString& parentPath,
                                const QString& collection, const QString& id);

[[nodiscard]] Error notThere(const QString& what, const QString& path);
[[nodiscard]] Error badAnchor(const Place& place);

/// The index (0..siblings.size()) of a place; fails if the anchor is not among the siblings.
template <typename T>
[[nodiscard]] Result<std::size_t> indexOf(const Place& place,
                                          const std::vector<const T*>& siblings) {
    switch (place.position) {
    case Place::Position::Top:
        return std::size_t{0};
    case Place::Position::Bottom:
        return siblings.size();
    case Place::Position::Before:
    case Place::Position::After:
        break;
    }
    const auto anchor = std::find_if(siblings.begin(), siblings.end(), [&place](const T* one) {
        return one->header.path == place.anchor;
    });
    if (anchor == siblings.end()) {
        return fail(badAnchor(place));
    }
    const auto index = static_cast<std::size_t>(anchor - siblings.begin());
    return place.position == Place::Position::Before ? index : index + 1;
}

template <typename T>
[[nodiscard]] Result<Numbering> numbersFor(const std::vector<const T*>& siblings, std::size_t index,
                                           std::size_t count) {
    std::vector<int> numbers;
    numbers.reserve(siblings.size());
    for (const T* sibling : siblings) {
        numbers.push_back(sibling->sequenceNumber.value_or(0));
    }
    return numbersAt(numbers, index, count);
}

/// "rule 'web to db'" for one, "12 rules" for many.
template <typename T>
[[nodiscard]] QString countedOrNamed(const std::vector<const T*>& objects, const QString& one,
                                     const QString& many) {
    return objects.size() == 1
               ? one + QStringLiteral(" '") + objects.front()->header.label() + QStringLiteral("'")
               : QString::number(objects.size()) + QStringLiteral(" ") + many;
}

} // namespace bulkhead::change
