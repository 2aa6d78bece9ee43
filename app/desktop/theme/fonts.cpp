// SPDX-License-Identifier: MIT
#include "desktop/theme/fonts.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QStringList>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

bool isStopgapFamily(const QString& family) {
    static const QStringList stopgaps{u"DejaVu Sans"_s, u"Bitstream Vera Sans"_s, u"Sans"_s,
                                      u"Sans Serif"_s,  u"Helvetica"_s,           u"FreeSans"_s,
                                      u"Nimbus Sans"_s, u"Liberation Sans"_s,     QString()};
    return stopgaps.contains(family, Qt::CaseInsensitive);
}

QFont interfaceFont(const QFont& systemFont) {
    QFont font = systemFont;
#ifndef Q_OS_MACOS
    if (isStopgapFamily(QFontInfo(systemFont).family())) {
        QStringList families;
        for (const QString& weight : {u"Regular"_s, u"Medium"_s, u"SemiBold"_s, u"Bold"_s}) {
            const int id =
                QFontDatabase::addApplicationFont(u":/bulkhead/fonts/Inter-%1.otf"_s.arg(weight));
            families += QFontDatabase::applicationFontFamilies(id);
        }
        if (families.contains(u"Inter"_s)) {
            // The old family stays second: it has the letters that Inter lacks.
            font.setFamilies({u"Inter"_s, QFontInfo(systemFont).family()});
        }
    }
#endif
    font.setHintingPreference(QFont::PreferNoHinting);
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    font.setFeature("tnum", 1);
#endif
    return font;
}

} // namespace bulkhead::desktop
