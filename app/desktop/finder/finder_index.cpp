// SPDX-License-Identifier: MIT
#include "desktop/finder/finder_index.h"

#include "desktop/firewall/rule_search_index.h"
#include "desktop/widgets/chip.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

enum Rank : int { kWhole, kStart, kWordStart, kPart, kRest, kLetters };

constexpr int kRankStep = 16;     ///< between two ranks, for the kinds within one
constexpr int kTurnsAnAsk = 4096; ///< entries between two looks at whether somebody typed on

ChipKind chipKind(FinderKind kind) {
    switch (kind) {
    case FinderKind::Machine:
        return ChipKind::Machine;
    case FinderKind::Group:
        return ChipKind::Group;
    case FinderKind::Policy:
        return ChipKind::Policy;
    case FinderKind::Service:
        return ChipKind::Service;
    case FinderKind::Segment:
        return ChipKind::Segment;
    case FinderKind::Profile:
        return ChipKind::Profile;
    case FinderKind::Action:
    case FinderKind::Rule:
        break;
    }
    return ChipKind::Rule;
}

bool isLetter(char byte) {
    const auto value = static_cast<unsigned char>(byte);
    return value >= 0x80 || (value >= '0' && value <= '9') || (value >= 'a' && value <= 'z');
}

bool hasLettersInOrder(QByteArrayView text, QByteArrayView letters) {
    qsizetype next = 0;
    for (const char byte : text) {
        if (byte == letters[next]) {
            ++next;
        }
        if (next == letters.size()) {
            return true;
        }
    }
    return false;
}

/// The beginning of a word further on in the name, or any part of it.
Rank partOf(QByteArrayView name, QByteArrayView word, qsizetype first) {
    for (qsizetype at = first; at >= 0; at = name.indexOf(word, at + 1)) {
        if (!isLetter(name[at - 1])) {
            return kWordStart;
        }
    }
    return kPart;
}

std::optional<int> rankOf(QByteArrayView text, qsizetype nameLength, QByteArrayView word) {
    const QByteArrayView name = text.first(nameLength);
    const qsizetype at = name.indexOf(word);
    if (at == 0) {
        return name.size() == word.size() ? kWhole : kStart;
    }
    if (at > 0) {
        return partOf(name, word, at);
    }
    if (text.indexOf(word, nameLength) >= 0) {
        return kRest;
    }
    return word.size() > 1 && hasLettersInOrder(name, word) ? std::optional<int>(kLetters)
                                                            : std::nullopt;
}

QString addressesOf(const snapshot::Snapshot& snapshot, const QString& machineId) {
    QStringList addresses;
    const auto interfaces = snapshot.interfacesOf(machineId);
    for (const model::VirtualNetworkInterface* vif : interfaces) {
        addresses << vif->addresses;
    }
    return addresses.join(u' ');
}

} // namespace

QString finderKindName(FinderKind kind) {
    return kind == FinderKind::Action ? QCoreApplication::translate("Finder", "Command")
                                      : chipKindName(chipKind(kind));
}

QString finderKindIcon(FinderKind kind) {
    return kind == FinderKind::Action ? u"chevron-right"_s : chipIcon(chipKind(kind));
}

int finderRank(int rank, FinderKind kind) {
    return rank * kRankStep + static_cast<int>(kind);
}

FinderQuery::FinderQuery(const QString& typed) {
    const QStringList words = typed.simplified().split(u' ', Qt::SkipEmptyParts);
    for (const QString& word : words) {
        m_words.push_back(foldForSearch(word));
    }
}

std::optional<int> FinderQuery::rank(QByteArrayView text, qsizetype nameLength) const {
    int sum = 0;
    for (const QByteArray& word : m_words) {
        const std::optional<int> one = rankOf(text, nameLength, word);
        if (!one) {
            return std::nullopt;
        }
        sum += *one;
    }
    return sum;
}

void FinderIndex::add(FinderKind kind, const QString& key, const QString& name,
                      const QString& rest) {
    Entry entry;
    entry.kind = kind;
    entry.key = key;
    entry.text = foldForSearch(name);
    entry.nameLength = static_cast<quint32>(entry.text.size());
    if (!rest.isEmpty() && rest != name) {
        entry.text += ' ' + foldForSearch(rest);
    }
    m_entries.push_back(std::move(entry));
}

std::shared_ptr<const FinderIndex> FinderIndex::make(const snapshot::SnapshotPointer& snapshot) {
    auto index = std::make_shared<FinderIndex>();
    index->m_snapshot = snapshot;
    index->m_entries.reserve(static_cast<std::size_t>(snapshot->ruleCount()) +
                             snapshot->policies().size() + snapshot->groups().size() +
                             snapshot->services().size() + snapshot->machines().size() +
                             snapshot->segments().size() + snapshot->contextProfiles().size());
    const auto addHeader = [&index](FinderKind kind, const model::ObjectHeader& header) {
        index->add(kind, header.path, header.label(), header.id);
    };
    for (const model::SecurityPolicy& policy : snapshot->policies()) {
        addHeader(FinderKind::Policy, policy.header);
        for (const model::Rule& rule : policy.rules.get()) {
            const QString number = rule.ruleId ? u' ' + QString::number(*rule.ruleId) : QString();
            index->add(FinderKind::Rule, rule.header.path, rule.header.label(),
                       rule.header.id + number);
        }
    }
    for (const model::Group& group : snapshot->groups()) {
        addHeader(FinderKind::Group, group.header);
    }
    for (const model::Service& service : snapshot->services()) {
        addHeader(FinderKind::Service, service.header);
    }
    for (const model::ContextProfile& profile : snapshot->contextProfiles()) {
        addHeader(FinderKind::Profile, profile.header);
    }
    for (const model::Segment& segment : snapshot->segments()) {
        addHeader(FinderKind::Segment, segment.header);
    }
    for (const model::VirtualMachine& machine : snapshot->machines()) {
        index->add(FinderKind::Machine, machine.externalId, machine.label(),
                   machine.externalId + u' ' + addressesOf(*snapshot, machine.externalId));
    }
    return index;
}

FinderHit FinderIndex::hitOf(const Entry& entry, int rank) const {
    FinderHit hit = hitFor(*m_snapshot, entry.key).value_or(FinderHit());
    hit.rank = rank;
    return hit;
}

std::vector<FinderHit> FinderIndex::find(const FinderQuery& query, std::size_t most,
                                         std::optional<FinderKind> only,
                                         const std::atomic<int>& newest, int mine) const {
    struct Found {
        int rank = 0;
        quint32 length = 0;
        std::size_t entry = 0;
    };
    std::vector<Found> found;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (i % kTurnsAnAsk == 0 && newest.load(std::memory_order_relaxed) != mine) {
            return {};
        }
        const Entry& entry = m_entries[i];
        if (only && entry.kind != *only) {
            continue;
        }
        if (const auto rank = query.rank(entry.text, entry.nameLength)) {
            found.push_back({finderRank(*rank, entry.kind), entry.nameLength, i});
        }
    }
    const auto end = found.begin() + static_cast<std::ptrdiff_t>(std::min(most, found.size()));
    std::partial_sort(found.begin(), end, found.end(), [](const Found& a, const Found& b) {
        return std::tie(a.rank, a.length, a.entry) < std::tie(b.rank, b.length, b.entry);
    });
    std::vector<FinderHit> hits;
    for (auto one = found.begin(); one != end; ++one) {
        hits.push_back(hitOf(m_entries[one->entry], one->rank));
    }
    return hits;
}

std::optional<FinderHit> hitFor(const snapshot::Snapshot& snapshot, const QString& key) {
    const auto hit = [&key](FinderKind kind, const QString& name, const QString& hint) {
        FinderHit made;
        made.kind = kind;
        made.key = key;
        made.name = name;
        made.hint = hint;
        return made;
    };
    if (const auto at = snapshot.rule(key); at.rule != nullptr) {
        return hit(FinderKind::Rule, at.rule->header.label(), at.policy->header.label());
    }
    if (const model::SecurityPolicy* policy = snapshot.policy(key)) {
        return hit(FinderKind::Policy, policy->header.label(),
                   policy->category ? cleanLine(policy->category->text()) : QString());
    }
    if (const model::Group* group = snapshot.group(key)) {
        return hit(FinderKind::Group, group->header.label(), {});
    }
    if (const model::VirtualMachine* machine = snapshot.machine(key)) {
        return hit(FinderKind::Machine, machine->label(),
                   cleanLine(addressesOf(snapshot, key).section(u' ', 0, 0)));
    }
    if (const model::Service* service = snapshot.service(key)) {
        return hit(FinderKind::Service, service->header.label(),
                   elideMiddle(model::inWords(service->entries), 60));
    }
    if (const model::Segment* segment = snapshot.segment(key)) {
        return hit(FinderKind::Segment, segment->header.label(),
                   cleanLine(segment->gatewayAddresses.value(0)));
    }
    if (const model::ContextProfile* profile = snapshot.contextProfile(key)) {
        return hit(FinderKind::Profile, profile->header.label(), {});
    }
    return std::nullopt;
}

} // namespace bulkhead::desktop
