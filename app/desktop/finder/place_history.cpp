// SPDX-License-Identifier: MIT
#include "desktop/finder/place_history.h"

namespace bulkhead::desktop {

namespace {
constexpr std::size_t kMostVisits = 100;
} // namespace

void PlaceHistory::go(const Visit& from, const Visit& to) {
    if (m_visits.empty()) {
        m_visits.push_back(from);
    }
    m_visits.resize(m_at + 1);
    m_visits[m_at] = from; // where one has moved meanwhile
    if (from == to) {
        return;
    }
    m_visits.push_back(to);
    if (m_visits.size() > kMostVisits) {
        m_visits.erase(m_visits.begin());
    }
    m_at = m_visits.size() - 1;
}

std::optional<Visit> PlaceHistory::step(const Visit& from, bool forward) {
    if (forward ? !canGoForward() : !canGoBack()) {
        return std::nullopt;
    }
    m_visits[m_at] = from;
    forward ? ++m_at : --m_at;
    return m_visits[m_at];
}

std::optional<Visit> PlaceHistory::back(const Visit& from) {
    return step(from, false);
}

std::optional<Visit> PlaceHistory::forward(const Visit& from) {
    return step(from, true);
}

QStringList PlaceHistory::recent(qsizetype most) const {
    QStringList keys;
    for (auto visit = m_visits.rbegin(); visit != m_visits.rend() && keys.size() < most; ++visit) {
        if (!visit->key.isEmpty() && !keys.contains(visit->key)) {
            keys << visit->key;
        }
    }
    return keys;
}

} // namespace bulkhead::desktop
