// SPDX-License-Identifier: MIT
#include "desktop/firewall/rule_filter.h"

#include <QCoreApplication>

#include <array>
#include <utility>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

struct KeyWord {
    QLatin1StringView word;
    FilterKey key;
};

constexpr std::array<KeyWord, 16> kKeys{{{"src"_L1, FilterKey::Source},
                                         {"source"_L1, FilterKey::Source},
                                         {"dst"_L1, FilterKey::Destination},
                                         {"dest"_L1, FilterKey::Destination},
                                         {"destination"_L1, FilterKey::Destination},
                                         {"svc"_L1, FilterKey::Service},
                                         {"service"_L1, FilterKey::Service},
                                         {"action"_L1, FilterKey::Action},
                                         {"name"_L1, FilterKey::Name},
                                         {"policy"_L1, FilterKey::Policy},
                                         {"id"_L1, FilterKey::Id},
                                         {"scope"_L1, FilterKey::Scope},
                                         {"profile"_L1, FilterKey::Profile},
                                         {"ip"_L1, FilterKey::Address},
                                         {"is"_L1, FilterKey::Is},
                                         {"hits"_L1, FilterKey::Hits}}};

constexpr std::array<QLatin1StringView, 4> kStates{"disabled"_L1, "logged"_L1, "default"_L1,
                                                   "unused"_L1};
constexpr std::array<QLatin1StringView, 4> kActions{"allow"_L1, "drop"_L1, "reject"_L1, "jump"_L1};

QString translated(const char* text) {
    return QCoreApplication::translate("RuleFilter", text);
}

std::optional<FilterKey> keyOf(QStringView word) {
    for (const KeyWord& entry : kKeys) {
        if (word.compare(entry.word, Qt::CaseInsensitive) == 0) {
            return entry.key;
        }
    }
    return std::nullopt;
}

/// Cuts the text at spaces outside of quotes. The quotes themselves are left out.
QStringList words(const QString& text, QStringList& problems) {
    QStringList found;
    QString word;
    bool quoted = false;
    bool started = false;
    for (const QChar c : text) {
        if (c == u'"' || c == u'“' || c == u'”') {
            quoted = !quoted;
            started = true;
        } else if (c.isSpace() && !quoted) {
            if (started) {
                found << word;
            }
            word.clear();
            started = false;
        } else {
            word += c;
            started = true;
        }
    }
    if (started) {
        found << word;
    }
    if (quoted) {
        problems << translated("Close the quotes: they run to the end of the filter.");
    }
    return found;
}

template <std::size_t N>
bool isOneOf(const std::array<QLatin1StringView, N>& allowed, const QString& value) {
    for (const QLatin1StringView word : allowed) {
        if (word.startsWith(value, Qt::CaseInsensitive)) {
            return true;
        }
    }
    return false;
}

template <std::size_t N>
QString listed(const std::array<QLatin1StringView, N>& words) {
    QStringList list;
    for (const QLatin1StringView word : words) {
        list << QString(word);
    }
    return list.join(u", "_s);
}

bool looksLikeAddress(const QString& value) {
    return value.contains(u'.') || value.contains(u':') || value.contains(u'/');
}

void interpret(FilterTerm& term, QStringList& problems) {
    switch (term.key) {
    case FilterKey::Address:
    case FilterKey::Source:
    case FilterKey::Destination: {
        const auto range = IpRange::parse(term.value);
        if (range && looksLikeAddress(term.value)) {
            term.range = *range;
        } else if (term.key == FilterKey::Address) {
            problems << translated("Type an address, a prefix or a range after ip: “%1” is none.")
                            .arg(term.value);
        }
        break;
    }
    case FilterKey::Service: {
        bool isNumber = false;
        const ushort port = term.value.toUShort(&isNumber);
        if (isNumber) {
            term.port = port;
        }
        break;
    }
    case FilterKey::Is:
        if (!isOneOf(kStates, term.value)) {
            problems << translated("After is: comes one of %1, not “%2”.")
                            .arg(listed(kStates), term.value);
        }
        break;
    case FilterKey::Hits: {
        bool isNumber = false;
        if (term.value.toULongLong(&isNumber); !isNumber) {
            problems << translated("Type a number after hits: “%1” is none.").arg(term.value);
        }
        break;
    }
    case FilterKey::Action:
        if (!isOneOf(kActions, term.value)) {
            problems << translated("After action: comes one of %1, not “%2”.")
                            .arg(listed(kActions), term.value);
        }
        break;
    default:
        break;
    }
}

} // namespace

RuleFilter RuleFilter::parse(const QString& text) {
    RuleFilter filter;
    const QStringList parts = words(text, filter.problems);
    for (const QString& part : parts) {
        FilterTerm term;
        term.value = part;
        if (part.size() > 1 && part.startsWith(u'-')) {
            term.negated = true;
            term.value = part.sliced(1);
        }
        const qsizetype colon = term.value.indexOf(u':');
        const auto key =
            colon > 0 ? keyOf(QStringView(term.value).first(colon)) : std::optional<FilterKey>();
        if (key) {
            term.key = *key;
            term.value = term.value.sliced(colon + 1);
        }
        if (term.value.isEmpty() || term.value == u"-") {
            continue; // still being typed
        }
        interpret(term, filter.problems);
        filter.terms.push_back(std::move(term));
    }
    return filter;
}

QStringList filterVocabulary() {
    QStringList vocabulary{u"src:"_s, u"dst:"_s,   u"svc:"_s,     u"name:"_s, u"policy:"_s,
                           u"id:"_s,  u"scope:"_s, u"profile:"_s, u"ip:"_s,   u"hits:0"_s};
    for (const QLatin1StringView word : kActions) {
        vocabulary << u"action:"_s + word;
    }
    for (const QLatin1StringView word : kStates) {
        vocabulary << u"is:"_s + word;
    }
    return vocabulary;
}

} // namespace bulkhead::desktop
