// SPDX-License-Identifier: MIT
#include "desktop/settings.h"

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMostRecentFiles = 10;
} // namespace

QString Settings::path(const QString& key) {
    return u"1/"_s + key;
}

QVariant Settings::value(const QString& key, const QVariant& fallback) const {
    return m_settings.value(path(key), fallback);
}

void Settings::setValue(const QString& key, const QVariant& value) {
    m_settings.setValue(path(key), value);
}

void Settings::remove(const QString& key) {
    m_settings.remove(path(key));
}

QStringList Settings::recentFiles() const {
    return value(u"recentFiles"_s).toStringList();
}

void Settings::addRecentFile(const QString& file) {
    QStringList files = recentFiles();
    files.removeAll(file);
    files.prepend(file);
    setValue(u"recentFiles"_s, files.mid(0, kMostRecentFiles));
}

Settings& settings() {
    static Settings instance;
    return instance;
}

} // namespace bulkhead::desktop
