// SPDX-License-Identifier: MIT
#include "desktop/estate/findings.h"

#include "desktop/estate/document.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

using Position = std::pair<std::ptrdiff_t, std::ptrdiff_t>;

/// Where the object stands in the firewall table; a policy before its rules, others last.
Position positionOf(const snapshot::Snapshot& snapshot, const QString& path) {
    const model::SecurityPolicy* first = snapshot.policies().data();
    if (const auto at = snapshot.rule(path); at.rule != nullptr) {
        return {at.policy - first, at.rule - at.policy->rules.data()};
    }
    if (const model::SecurityPolicy* policy = snapshot.policy(path)) {
        return {policy - first, -1};
    }
    return {std::numeric_limits<std::ptrdiff_t>::max(), 0};
}

} // namespace

Findings::Findings(Document& document)
    : QObject(&document),
      m_document(document),
      m_newest([this](std::vector<change::Finding> found) { take(std::move(found)); }) {
    connect(&document, &Document::editsChanged, this, &Findings::look);
}

void Findings::look() {
    const change::ChangeSet* edits = m_document.edits();
    if (edits == nullptr || edits->net().empty()) {
        m_newest.drop();
        take({});
        return;
    }
    // What was found stays until the new answer is here: marks must not flicker while one types.
    m_newest.ask([base = edits->base(), after = edits->current(), net = edits->net()] {
        return change::findings(base, after, net, QDateTime::currentDateTimeUtc());
    });
}

void Findings::take(std::vector<change::Finding> found) {
    if (found.empty() && m_all.empty()) {
        Q_EMIT changed(); // that nothing is wrong is an answer, too
        return;
    }
    m_all = std::move(found);
    m_byPath.clear();
    // A multi-hash gives the newest first: filled backwards, the worst comes first.
    for (std::size_t i = m_all.size(); i > 0; --i) {
        m_byPath.insert(m_all[i - 1].path, i - 1);
    }
    Q_EMIT changed();
}

std::vector<change::Finding> Findings::of(const QString& path) const {
    std::vector<change::Finding> found;
    for (auto [at, end] = m_byPath.equal_range(path); at != end; ++at) {
        found.push_back(m_all[*at]);
    }
    return found;
}

std::optional<change::Finding> Findings::beside(const QString& path, const QString& field,
                                                int step) const {
    if (m_all.empty()) {
        return std::nullopt;
    }
    std::vector<std::pair<Position, std::size_t>> order;
    order.reserve(m_all.size());
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        order.emplace_back(positionOf(*m_document.snapshot(), m_all[i].path), i);
    }
    std::sort(order.begin(), order.end());
    const auto count = std::ssize(order);
    const auto here = std::find_if(order.begin(), order.end(), [&](const auto& one) {
        return m_all[one.second].path == path && m_all[one.second].field == field;
    });
    std::ptrdiff_t next = 0;
    if (here != order.end()) {
        next = here - order.begin() + step;
    } else {
        // Somewhere between two of them.
        const Position at = positionOf(*m_document.snapshot(), path);
        next = std::lower_bound(order.begin(), order.end(), std::pair(at, std::size_t{0})) -
               order.begin();
        next = step > 0 ? next : next - 1;
    }
    return m_all[order[static_cast<std::size_t>((next + count) % count)].second];
}

SeverityLook lookOf(change::Severity severity) {
    switch (severity) {
    case change::Severity::Hint:
        return {u"info"_s, Color::InfoText};
    case change::Severity::Error:
        return {u"octagon-x"_s, Color::ErrorText};
    case change::Severity::Warning:
        break;
    }
    return {u"triangle-alert"_s, Color::WarningText};
}

QString findingWords(const change::Finding& finding) {
    return finding.fix.isEmpty() ? finding.sentence : finding.sentence + u' ' + finding.fix;
}

} // namespace bulkhead::desktop
