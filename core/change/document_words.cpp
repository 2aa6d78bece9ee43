// SPDX-License-Identifier: MIT
#include "change/document_words.h"

#include "base/text.h"

namespace bulkhead::change {

using namespace Qt::StringLiterals;

QString verbName(ChangeEntry::Verb verb) {
    return kChangeVerbs[static_cast<std::size_t>(verb)].second;
}

QString fileWordOf(ObjectKind kind) {
    for (const auto& [known, word] : kFileKinds) {
        if (known == kind) {
            return word;
        }
    }
    return kindName(kind);
}

QString inWords(const ChangeEntry& entry) {
    QString words = verbName(entry.verb);
    words[0] = words.at(0).toUpper();
    words += u' ' + fileWordOf(entry.kind);
    const QString name =
        entry.id.isEmpty() ? entry.set.value(u"display_name"_s).toString() : entry.id;
    if (!name.isEmpty()) {
        words += u' ' + name;
    }
    if (!entry.policy.isEmpty()) {
        words += u" of "_s + entry.policy;
    }
    if (!entry.toPolicy.isEmpty()) {
        words += u" to "_s + entry.toPolicy;
    }
    QStringList parts;
    if (!entry.position.isEmpty()) {
        parts << (entry.anchor.isEmpty() ? entry.position : entry.position + u' ' + entry.anchor);
    }
    for (const auto& [verb, values] :
         {std::pair{u"set"_s, &entry.set}, std::pair{u"add"_s, &entry.add},
          std::pair{u"remove"_s, &entry.remove}}) {
        if (!values->isEmpty()) {
            parts << verb + u' ' + values->keys().join(u", "_s);
        }
    }
    return cleanLine(parts.isEmpty() ? words : words + u": "_s + parts.join(u"; "_s));
}

} // namespace bulkhead::change
