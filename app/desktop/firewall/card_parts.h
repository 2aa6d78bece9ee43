// SPDX-License-Identifier: MIT
// What the cards of rules and policies have in common.
#pragma once

#include "desktop/firewall/object_cards.h"
#include "desktop/widgets/property_fields.h"

#include <QString>

#include <optional>
#include <vector>

namespace bulkhead::desktop {

/// The value that all objects have; empty if they differ.
template <typename T, typename Get>
[[nodiscard]] auto commonValue(const std::vector<const T*>& objects, const Get& get) {
    using Value = decltype(get(*objects.front()));
    std::optional<Value> value = get(*objects.front());
    for (const T* object : objects) {
        if (get(*object) != *value) {
            return std::optional<Value>();
        }
    }
    return value;
}

/// A line of the card. `committed` runs after the field has ended its own work.
[[nodiscard]] LineField* makeLine(const CardContext& card, const QString& name,
                                  const QString& title, const std::optional<QString>& text,
                                  int length, const std::function<void(const QString&)>& committed);
[[nodiscard]] TextField* makeText(const CardContext& card, const QString& name,
                                  const QString& title, const std::optional<QString>& text,
                                  int length, const std::function<void(const QString&)>& committed);

/// Disables the editor and says why; does nothing without an obstacle.
void obstruct(QWidget* editor, const QString& obstacle);

/// What was found about the object, and who has locked the policy.
void addFindings(const CardContext& card, const QString& path);
/// Says who holds the policy; true if nobody here may edit it.
bool addLock(const CardContext& card, const QString& policyPath);

} // namespace bulkhead::desktop
