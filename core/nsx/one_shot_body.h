// SPDX-License-Identifier: MIT
// OneShotBody: a request body that can be sent once only.
#pragma once

#include <QByteArray>
#include <QIODevice>

namespace bulkhead::nsx {

/// QNetworkAccessManager sends a request again by itself, up to three times and whatever its
/// method, when the connection closes before the answer. It rewinds the body first and gives up
/// with ContentReSendError if that fails. For a change to a firewall it must fail: the manager may
/// have done it already.
class OneShotBody final : public QIODevice {
    Q_OBJECT
public:
    explicit OneShotBody(QByteArray bytes, QObject* parent);

    [[nodiscard]] qint64 size() const override { return m_bytes.size(); }
    bool seek(qint64 position) override;

protected:
    qint64 readData(char* data, qint64 maximum) override;
    qint64 writeData(const char* data, qint64 size) override;

private:
    QByteArray m_bytes;
    qint64 m_at = 0;
};

} // namespace bulkhead::nsx
