// SPDX-License-Identifier: MIT
// Redactor: knows the secrets of this process and takes them out of whatever leaves it.
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QReadWriteLock>
#include <QString>
#include <QStringList>
#include <QStringView>

namespace bulkhead::guard {

/// What stands in the place of a secret.
inline constexpr QStringView kRedacted = u"***";

/// Thread-safe. Whoever obtains a password, cookie or token tells it here; every outlet (terminal,
/// log, audit, MCP answer, error) asks `redact`. A value is found as it is and as it travels:
/// percent-encoded, in JSON and in base64. Shorter ones than 4 characters are not replaced: they
/// stand in any text. Learned values stay in memory until the process ends.
class Redactor final {
public:
    Redactor() = default;
    /// The one of this process.
    [[nodiscard]] static Redactor& process();

    void learn(const QString& secret);
    /// O(length × secrets). Also takes out the values of `JSESSIONID`, `X-XSRF-TOKEN` and of
    /// `Basic …` and `Bearer …`, learned or not.
    [[nodiscard]] QString redact(const QString& text) const;
    /// Only what was learned: for results, where "Basic monitoring-group" is somebody's name.
    [[nodiscard]] QString redactLearned(const QString& text) const;
    /// Every string and key at any depth, and the whole value of every key that names a credential.
    [[nodiscard]] QJsonObject redact(const QJsonObject& object) const;

private:
    [[nodiscard]] QJsonValue redactValue(const QJsonValue& value) const;

    mutable QReadWriteLock m_lock;
    QStringList m_secrets; ///< the longest first, so that one inside another leaves no rest
};

/// Redactor::process().redact(text).
[[nodiscard]] QString redact(const QString& text);

/// True if a value under this key is a secret whatever it looks like: password, secret, token,
/// cookie, authorization, api_key, private_key, a session's id (but not a count of sessions), …
/// in any spelling.
[[nodiscard]] bool isCredentialKey(const QString& key, const QJsonValue& value);

} // namespace bulkhead::guard
