// SPDX-License-Identifier: MIT
#include "nsx/contact_probe.h"

#include "base/text.h"
#include "nsx/event.h"
#include "nsx/proxy.h"
#include "nsx/trust.h"

#include <QHostInfo>
#include <QSslCipher>
#include <QSslError>
#include <QSslSocket>
#include <QTimer>

#include <memory>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

/// One probe on its way; the steps below fill it in.
struct Probe {
    config::Target target;
    CancellationToken token;
    QNetworkProxy proxy;
    QString place;
    Contact contact;
};
using ProbePointer = std::shared_ptr<Probe>;

/// Happens when the step has taken too long or was cancelled; the event must be kept by the caller.
void limit(const Event& event, QObject* context, const Probe& probe) {
    QTimer::singleShot(probe.target.timeoutSeconds * 1000, context, [event] { event.fire(); });
    probe.token.onCancelled(context, [event] { event.fire(); });
}

Error unreachable(const Probe& probe, const QString& remedy, const QString& problem) {
    return {ErrorKind::Unreachable, remedy, probe.place + u' ' + problem, probe.target.host,
            std::nullopt};
}

QCoro::Task<void> lookUp(ProbePointer probe) {
    if (probe->proxy.type() != QNetworkProxy::NoProxy) {
        probe->contact.proxy =
            probe->proxy.hostName() + u':' + QString::number(probe->proxy.port());
        co_return;
    }
    const Event over;
    const auto context = std::make_shared<QObject>();
    const auto info = std::make_shared<std::optional<QHostInfo>>();
    QHostInfo::lookupHost(probe->target.host, context.get(), [over, info](const QHostInfo& found) {
        *info = found;
        over.fire();
    });
    limit(over, context.get(), *probe);
    co_await over.wait();
    const QString remedy = u"Check the host of target "_s + cleanLine(probe->target.name) +
                           u" and the name servers."_s;
    if (!*info) {
        probe->contact.nameError = unreachable(*probe, remedy, u"was not looked up in time."_s);
        co_return;
    }
    for (const QHostAddress& address : (*info)->addresses()) {
        probe->contact.addresses << address.toString();
    }
    if (probe->contact.addresses.isEmpty()) {
        probe->contact.nameError = unreachable(*probe, remedy, u"is a name that nobody knows."_s);
    }
}

/// Waits until the socket is in the state that `signal` announces, or has failed.
template <typename Signal>
QCoro::Task<bool> reaches(std::shared_ptr<QSslSocket> socket, Signal signal, ProbePointer probe) {
    const Event over;
    const auto context = std::make_shared<QObject>();
    const auto isReached = std::make_shared<bool>(false);
    QObject::connect(socket.get(), signal, context.get(), [over, isReached] {
        *isReached = true;
        over.fire();
    });
    QObject::connect(socket.get(), &QAbstractSocket::errorOccurred, context.get(),
                     [over] { over.fire(); });
    limit(over, context.get(), *probe);
    co_await over.wait();
    co_return *isReached;
}

QString reasonOf(const QSslSocket& socket) {
    return socket.error() == QAbstractSocket::UnknownSocketError ? u"it did not answer in time"_s
                                                                 : cleanLine(socket.errorString());
}

void describe(Probe& probe, const QSslSocket& socket, const Trust& trust,
              const QList<QSslError>& errors) {
    Contact& contact = probe.contact;
    const QList<QSslCertificate> chain = socket.peerCertificateChain();
    for (qsizetype i = 0; i < chain.size(); ++i) {
        contact.chain.push_back(
            describeCertificate(chain.at(i), i == 0 ? errors : QList<QSslError>()));
    }
    contact.isTrusted = trust.accepts(socket.peerCertificate(), errors);
    if (!contact.isTrusted) {
        contact.tlsError = trust.refusal(
            contact.chain.empty() ? std::nullopt : std::optional(contact.chain.front()),
            probe.place);
    }
}

QCoro::Task<void> shakeHands(ProbePointer probe, std::shared_ptr<Trust> trust) {
    const auto socket = std::make_shared<QSslSocket>();
    socket->setProxy(probe->proxy);
    socket->setSslConfiguration(trust->configuration());
    socket->setPeerVerifyMode(QSslSocket::VerifyPeer);
    socket->connectToHost(probe->target.host, probe->target.port);
    const bool isConnected = co_await reaches(socket, &QAbstractSocket::connected, probe);
    if (!isConnected) {
        probe->contact.connectError =
            unreachable(*probe, u"Check the address, the port, and the firewalls on the way."_s,
                        u"cannot be reached: "_s + reasonOf(*socket) + u'.');
        co_return;
    }
    probe->contact.isConnected = true;
    const auto errors = std::make_shared<QList<QSslError>>();
    // Seen and kept: the handshake may end, so that the whole chain is known; nothing is sent on
    // it.
    QObject::connect(socket.get(), &QSslSocket::sslErrors, socket.get(),
                     [errors, watched = socket.get()](const QList<QSslError>& found) {
                         *errors = found;
                         watched->ignoreSslErrors();
                     });
    socket->startClientEncryption();
    const bool isEncrypted = co_await reaches(socket, &QSslSocket::encrypted, probe);
    if (!isEncrypted) {
        probe->contact.tlsError =
            unreachable(*probe, u"Check that the port is the manager's HTTPS port."_s,
                        u"does not speak TLS with us: "_s + reasonOf(*socket) + u'.');
        co_return;
    }
    probe->contact.protocol = socket->sessionCipher().protocolString();
    describe(*probe, *socket, *trust, *errors);
    socket->abort();
}

} // namespace

Task<Contact> probeContact(config::Target target, CancellationToken token) {
    auto made = Trust::make(target);
    if (!made) {
        co_return fail(std::move(made.error()));
    }
    const auto proxy = proxyFor(target.host, QProcessEnvironment::systemEnvironment());
    if (!proxy) {
        co_return fail(proxy.error());
    }
    const auto trust = std::make_shared<Trust>(std::move(*made));
    const auto probe = std::make_shared<Probe>();
    probe->target = target;
    probe->token = token;
    probe->proxy = *proxy;
    const QString host = cleanLine(target.host);
    probe->place =
        (host.contains(u':') ? u'[' + host + u']' : host) + u':' + QString::number(target.port);
    co_await lookUp(probe);
    if (!probe->contact.nameError && !token.isCancelled()) {
        co_await shakeHands(probe, trust);
    }
    if (token.isCancelled()) {
        co_return fail(cancelledError(u"The contact with "_s + probe->place));
    }
    co_return probe->contact;
}

} // namespace bulkhead::nsx
