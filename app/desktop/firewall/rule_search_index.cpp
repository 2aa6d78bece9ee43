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

std::shared_ptr<const RuleSearchIndex> RuleSearchIndex::make(const snapshot::Snapshot& snapshot) {
    auto index = std::make_shared<RuleSearchIndex>();
    index->m_rules.reserve(static_cast<std::size_t>(snapshot.ruleCount()));
    OperandTexts texts(snapshot);
    for (const model::SecurityPolicy& policy : snapshot.policies()) {
        const QByteArray policyName =
            foldForSearch(policy.header.label() + u'\n' + policy.header.id);
        for (const model::Rule& rule : policy.rules) {
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
            index->m_rules.push_back(std::move(entry));
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
