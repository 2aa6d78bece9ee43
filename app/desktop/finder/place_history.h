// SPDX-License-Identifier: MIT
// PlaceHistory: the places and objects that somebody opened, to go back and forward through.
#pragma once

#include "desktop/places/place.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace bulkhead::desktop {

/// A place with the object that is current in it, if any.
struct Visit {
    PlaceId place = PlaceId::Firewall;
    QString key;
    friend bool operator==(const Visit&, const Visit&) = default;
};

/// A value; remembers the last 100.
class PlaceHistory final {
public:
    /// Somebody goes on from where they are. What was ahead is forgotten.
    void go(const Visit& from, const Visit& to);
    /// The visit before or after `from`, which becomes the one that one is at; empty at the end.
    [[nodiscard]] std::optional<Visit> back(const Visit& from);
    [[nodiscard]] std::optional<Visit> forward(const Visit& from);
    [[nodiscard]] bool canGoBack() const { return m_at > 0; }
    [[nodiscard]] bool canGoForward() const { return m_at + 1 < m_visits.size(); }
    /// The objects that were visited, the latest first, each once.
    [[nodiscard]] QStringList recent(qsizetype most) const;

private:
    [[nodiscard]] std::optional<Visit> step(const Visit& from, bool forward);

    std::vector<Visit> m_visits;
    std::size_t m_at = 0;
};

} // namespace bulkhead::desktop
