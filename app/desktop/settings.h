// SPDX-License-Identifier: MIT
// The desktop's own settings: window, columns, look, recent files. Never a secret.
#pragma once

#include <QSettings>

namespace bulkhead::desktop {

/// The settings of this version of the layout, below "desktop/1". A layout that an incompatible
/// version wrote is simply not found. GUI thread only.
class Settings final {
public:
    [[nodiscard]] QVariant value(const QString& key, const QVariant& fallback = {}) const;
    void setValue(const QString& key, const QVariant& value);
    void remove(const QString& key);
    [[nodiscard]] QStringList recentFiles() const;
    /// Puts a file on top of the recent ones; at most ten are kept.
    void addRecentFile(const QString& file);

private:
    [[nodiscard]] static QString path(const QString& key);
    mutable QSettings m_settings{QSettings::IniFormat, QSettings::UserScope,
                                 QStringLiteral("bulkhead"), QStringLiteral("desktop")};
};

[[nodiscard]] Settings& settings();

} // namespace bulkhead::desktop
