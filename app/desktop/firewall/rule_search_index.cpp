// SPDX-License-Identifier: MIT
#include "desktop/firewall/rule_search_index.h"

#include "base/identifiers.h"

#include <QHash>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

/// Operands repeat over and over in a big estate, so their folded text is made once each.
class OperandTexts final {
public:
    explicit OperandTexts(const snapshot::Snapshot& snapshot) : m_snapshot(snapshot) {}

    QByteArray of(const QStringList& operands) {
        if (model::isAny(operands)) {
            return QByteArrayLiteral("any");
        }
        QByteArray text;
        for (const QString& operand : operands) {
            auto found = m_known.find(operand);
            if (found == m_known.end()) {
                found = m_known.insert(operand, make(operand));
            }
            text += *found;
            text += '\n';
        }
        return text;
    }

private:
    [[nodiscard]] QByteArray make(const QString& operand) const {
        QString text = m_snapshot.nameOf(operand);
        if (const QString id = lastSegment(operand); id != text) {
            text += u'\n' + id;
        }
        if (const model::Service* service = m_snapshot.service(operand)) {
            text += u'\n' + model::inWords(service->entries);
        }
        return foldForSearch(text);
    }

    const snapshot::Snapshot& m_snapshot;
    QHash<QString, QByteArray> m_known;
};

QByteArray identifiers(const model::Rule& rule) {
    QString text = rule.header.id;
    if (rule.ruleId) {
        text += u'\n' + QString::number(*rule.ruleId);
    }
    return foldForSearch(text);
}

QByteArray services(const model::Rule& rule, OperandTexts& texts) {
    if (rule.serviceEntries.isEmpty()) {
        return texts.of(rule.services);
    }
    QByteArray text = model::isAny(rule.services) ? QByteArray() : texts.of(rule.services);
    return text + foldForSearch(model::inWords(model::decodeServiceEntries(rule.serviceEntries)));
}

QByteArray remarks(const model::Rule& rule) {
    return foldForSearch(rule.header.description.raw() + u'\n' + rule.notes.raw() + u'\n' +
                         rule.logLabel.raw());
}

} // namespace

QByteArray foldForSearch(const QString& text) {
    return text.toCaseFolded().toUtf8();
}

template <typename Texts>
RuleSearchIndex::Entry RuleSearchIndex::entryOf(const model::SecurityPolicy& policy,
                                                const model::Rule& rule,
                                                const QByteArray& policyName, Texts& texts) {
    Entry entry;
    std::size_t field = 0;
    const auto add = [&entry, &field](const QByteArray& text) {
        entry.text += text;
        entry.ends[field++] = static_cast<quint32>(entry.text.size());
        entry.text += '\n';
    };
    add(foldForSearch(rule.header.label()));
    add(identifiers(rule));
    add(texts.of(rule.sources));
    add(texts.of(rule.destinations));
    add(services(rule, texts));
    add(texts.of(rule.profiles));
    add(texts.of(model::isAny(policy.scope) ? rule.scope : policy.scope));
    add(rule.action ? foldForSearch(rule.action->text()) : QByteArray());
    add(policyName);
    add(remarks(rule));
    entry.text.squeeze();
    return entry;
}

bool RuleSearchIndex::hasTheNamesOf(const snapshot::Snapshot& snapshot) const {
    const snapshot::Content& one = m_snapshot->content();
    const snapshot::Content& other = snapshot.content();
    return one.groups.sharesWith(other.groups) && one.services.sharesWith(other.services) &&
           one.contextProfiles.sharesWith(other.contextProfiles) &&
           one.segments.sharesWith(other.segments) && one.ports.sharesWith(other.ports);
}

std::shared_ptr<const RuleSearchIndex>
RuleSearchIndex::make(const snapshot::SnapshotPointer& snapshot, const RuleSearchIndex* former,
                      const std::function<bool()>& isCancelled) {
    auto index = std::make_shared<RuleSearchIndex>();
    index->m_snapshot = snapshot;
    index->m_rules.reserve(static_cast<std::size_t>(snapshot->ruleCount()));
    index->m_starts.reserve(snapshot->policies().size());
    const bool hasFormer = former != nullptr && former->hasTheNamesOf(*snapshot);
    OperandTexts texts(*snapshot);
    for (const model::SecurityPolicy& policy : snapshot->policies()) {
        if (isCancelled && isCancelled()) {
            return nullptr;
        }
        index->m_starts.push_back(index->m_rules.size());
        const model::SecurityPolicy* same =
            hasFormer ? former->m_snapshot->policy(policy.header.path) : nullptr;
        if (same != nullptr && same->rules.sharesWith(policy.rules) &&
            same->scope == policy.scope && same->header.displayName == policy.header.displayName) {
            const std::vector<Entry>& known = former->m_rules;
            const auto place = same - former->m_snapshot->policies().data();
            const auto start =
                static_cast<std::ptrdiff_t>(former->m_starts[static_cast<std::size_t>(place)]);
            index->m_rules.insert(index->m_rules.end(), known.begin() + start,
                                  known.begin() + start + std::ssize(policy.rules.get()));
            continue;
        }
        const QByteArray policyName =
            foldForSearch(policy.header.label() + u'\n' + policy.header.id);
        for (const model::Rule& rule : policy.rules.get()) {
            index->m_rules.push_back(entryOf(policy, rule, policyName, texts));
        }
    }
    return index;
}

QByteArrayView RuleSearchIndex::all(std::size_t position) const {
    return m_rules[position].text;
}

QByteArrayView RuleSearchIndex::field(std::size_t position, RuleField field) const {
    const Entry& entry = m_rules[position];
    const auto number = static_cast<std::size_t>(field);
    const quint32 begin = number == 0 ? 0 : entry.ends[number - 1] + 1;
    return QByteArrayView(entry.text).sliced(begin, entry.ends[number] - begin);
}

} // namespace bulkhead::desktop
