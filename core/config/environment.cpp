// SPDX-License-Identifier: MIT
#include "config/environment.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>

namespace bulkhead::config {

using namespace Qt::StringLiterals;

namespace {

/// "pre", "non", … before "prod" turn it into its opposite.
bool isDenial(QStringView word) {
    static constexpr std::array denials{u"pre", u"non", u"not", u"no"};
    return std::any_of(denials.begin(), denials.end(),
                       [word](const char16_t* denial) { return word == denial; });
}

bool meansProduction(const QString& word, const QString& wordBefore) {
    if (word == u"live" || word == u"prd") {
        return !isDenial(wordBefore);
    }
    const qsizetype start = word.indexOf(u"prod");
    if (start < 0) {
        return false;
    }
    return start == 0 ? !isDenial(wordBefore) : !isDenial(QStringView(word).first(start));
}

template <std::size_t size>
bool hasWord(const QStringList& words, const std::array<QStringView, size>& beginnings) {
    return std::any_of(words.begin(), words.end(), [&beginnings](const QString& word) {
        return std::any_of(beginnings.begin(), beginnings.end(),
                           [&word](QStringView beginning) { return word.startsWith(beginning); });
    });
}

} // namespace

EnvironmentKind environmentKind(const QString& environment) {
    static const QRegularExpression separators(u"[^\\p{L}\\p{N}]+"_s,
                                               QRegularExpression::UseUnicodePropertiesOption);
    static constexpr std::array<QStringView, 1> demo{u"demo"};
    static constexpr std::array<QStringView, 7> staging{u"stag", u"test", u"qa", u"uat",
                                                        u"pre",  u"non",  u"not"};
    static constexpr std::array<QStringView, 3> development{u"dev", u"lab", u"sandbox"};
    const QStringList words = environment.toLower().split(separators, Qt::SkipEmptyParts);
    QString before;
    for (const QString& word : words) {
        if (meansProduction(word, before)) {
            return EnvironmentKind::Production;
        }
        before = word;
    }
    if (hasWord(words, demo)) {
        return EnvironmentKind::Demo;
    }
    if (hasWord(words, staging)) {
        return EnvironmentKind::Staging;
    }
    return hasWord(words, development) ? EnvironmentKind::Development : EnvironmentKind::Unknown;
}

} // namespace bulkhead::config
