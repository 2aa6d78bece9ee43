// SPDX-License-Identifier: MIT
#include "guard/stamp.h"

#include <QDateTime>
#include <QRandomGenerator>

namespace bulkhead::guard {

using namespace Qt::StringLiterals;

QString utcStamp() {
    return utcStamp(QDateTime::currentDateTimeUtc());
}

QString utcStamp(const QDateTime& moment) {
    return moment.toUTC().toString(u"yyyy-MM-dd'T'HH:mm:ss.zzz"_s) + u"+00:00"_s;
}

QString randomDigits() {
    constexpr int kBase = 16;
    constexpr int kDigits = 16;
    return QString::number(QRandomGenerator::system()->generate64(), kBase)
        .rightJustified(kDigits, u'0');
}

} // namespace bulkhead::guard
