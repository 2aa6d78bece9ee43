// SPDX-License-Identifier: MIT
// ApiClient: a plain HTTPS client for tests of the simulated manager, independent of core/nsx.
#pragma once

#include "simulator/simulated_manager.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <httplib.h>
#include <openssl/pem.h>

#include <memory>
#include <string>

namespace bulkhead::simulator::test {

inline const QString kPassword = QStringLiteral("correct horse");

struct Reply {
    int status = 0; ///< 0: no answer came
    QByteArray body;
    httplib::Headers headers;

    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    QJsonArray results() const { return json().value(u"results").toArray(); }
    int errorCode() const { return json().value(u"error_code").toInt(); }
    int revision() const { return json().value(u"_revision").toInt(-1); }
    bool hasHeader(const std::string& name) const { return headers.count(name) > 0; }
    QByteArray header(const std::string& name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? QByteArray() : QByteArray::fromStdString(found->second);
    }
    /// One field of every result.
    QStringList column(const QString& field) const {
        QStringList values;
        for (const QJsonValue result : results()) {
            values << result.toObject().value(field).toVariant().toString();
        }
        return values;
    }
    /// Results that are plain texts.
    QStringList texts() const {
        QStringList values;
        for (const QJsonValue result : results()) {
            values << result.toString();
        }
        return values;
    }
};

/// Verifies the certificate against the manager's own, host name included. Logs in by Basic unless
/// told otherwise.
class ApiClient final {
public:
    explicit ApiClient(const SimulatedManager& manager,
                       const QString& user = QStringLiteral("admin"),
                       const QString& password = kPassword)
        : m_client("127.0.0.1", manager.port()) {
        const QByteArray pem = manager.certificatePem();
        const std::unique_ptr<BIO, decltype(&BIO_free)> bio(
            BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())), &BIO_free);
        X509* certificate = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr);
        X509_STORE* store = X509_STORE_new();
        X509_STORE_add_cert(store, certificate);
        X509_free(certificate);
        m_client.set_ca_cert_store(store); // takes it over
        m_client.enable_server_certificate_verification(true);
        m_client.set_keep_alive(true);
        m_client.set_read_timeout(30);
        m_client.set_tcp_nodelay(true);
        useBasic(user, password);
    }

    void useBasic(const QString& user, const QString& password) {
        m_headers.erase("Authorization");
        m_headers.emplace("Authorization",
                          "Basic " + (user + u':' + password).toUtf8().toBase64().toStdString());
    }
    void setHeader(const std::string& name, const QByteArray& value) {
        m_headers.erase(name);
        m_headers.emplace(name, value.toStdString());
    }
    void clearHeaders() { m_headers.clear(); }

    Reply get(const QString& path) { return take(m_client.Get(path.toStdString(), m_headers)); }
    Reply put(const QString& path, const QJsonObject& body) {
        return take(m_client.Put(path.toStdString(), m_headers, text(body), kJson));
    }
    Reply patch(const QString& path, const QJsonObject& body) {
        return take(m_client.Patch(path.toStdString(), m_headers, text(body), kJson));
    }
    Reply post(const QString& path, const QJsonObject& body) {
        return take(m_client.Post(path.toStdString(), m_headers, text(body), kJson));
    }
    Reply postForm(const QString& path, const QByteArray& body) {
        return take(m_client.Post(path.toStdString(), m_headers, body.toStdString(),
                                  "application/x-www-form-urlencoded"));
    }
    Reply remove(const QString& path) {
        return take(m_client.Delete(path.toStdString(), m_headers));
    }

private:
    static constexpr const char* kJson = "application/json";
    static std::string text(const QJsonObject& body) {
        return QJsonDocument(body).toJson(QJsonDocument::Compact).toStdString();
    }
    static Reply take(const httplib::Result& result) {
        if (!result) {
            return {};
        }
        return {result->status, QByteArray::fromStdString(result->body), result->headers};
    }

    httplib::SSLClient m_client;
    httplib::Headers m_headers;
};

/// JSON from a literal in a test.
inline QJsonObject json(const char* text) {
    return QJsonDocument::fromJson(QByteArray(text)).object();
}

/// `/infra/…` as a URL path of the Policy API.
inline QString policy(const QString& path) {
    return QStringLiteral("/policy/api/v1") + path;
}

inline std::unique_ptr<SimulatedManager> startManager(const Estate& estate,
                                                      SimulatorOptions options = {}) {
    options.password = kPassword;
    if (options.requestsPerSecond == 100) {
        options.requestsPerSecond = 0; // tests are faster than any person
    }
    Result<std::unique_ptr<SimulatedManager>> manager = SimulatedManager::start(estate, options);
    if (!manager) {
        qFatal("%s", qPrintable(manager.error().message()));
    }
    return std::move(*manager);
}

/// An estate from a literal; it must be good.
inline Estate estateOf(const char* text) {
    const Result<Estate> estate = Estate::fromJson(QByteArray(text), QStringLiteral("test estate"));
    if (!estate) {
        qFatal("%s", qPrintable(estate.error().message()));
    }
    return *estate;
}

} // namespace bulkhead::simulator::test
