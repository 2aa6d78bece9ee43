// SPDX-License-Identifier: MIT
#include "console/simulate_command.h"

#include "base/text.h"
#include "config/files.h"
#include "console/exit_code.h"
#include "console/signal_watcher.h"
#include "simulator/estate_generator.h"
#include "snapshot/formats.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

/// A data set of the simulator's own shape, or whatever else opens as a snapshot.
Result<simulator::Estate> readEstate(const QString& file) {
    const Result<QByteArray> bytes = config::readFile(config::expandPath(file), u"the data set"_s);
    if (!bytes) {
        return fail(bytes.error());
    }
    const QString name = QFileInfo(file).fileName();
    Result<simulator::Estate> estate = simulator::Estate::fromJson(*bytes, name);
    if (estate) {
        return estate;
    }
    const Result<snapshot::SnapshotPointer> snapshot = snapshot::read(*bytes, name);
    if (!snapshot) {
        return estate;
    }
    return simulator::Estate::fromJson(snapshot::write(**snapshot), name);
}

/// "demo", "generate:policies=2000,…", or a file.
Result<simulator::Estate> estateFor(const QString& dataset) {
    const QString generated = u"generate:"_s;
    if (dataset == u"demo") {
        return simulator::demoEstate();
    }
    if (!dataset.startsWith(generated)) {
        return readEstate(dataset);
    }
    const Result<simulator::EstateSize> size =
        simulator::EstateSize::parse(dataset.mid(generated.size()));
    return size ? simulator::generateEstate(*size) : fail(size.error());
}

QString hostForUrl(const QString& address) {
    return address.contains(u':') ? u'[' + address + u']' : address;
}

} // namespace

Result<std::unique_ptr<simulator::SimulatedManager>>
startSimulator(const SimulateRequest& request) {
    const QByteArray variable = request.passwordVariable.toUtf8();
    simulator::SimulatorOptions options;
    options.listenAddress = request.listenAddress;
    options.port = static_cast<quint16>(request.port);
    options.user = request.user;
    options.password = qEnvironmentVariable(variable.constData());
    if (options.password.isEmpty()) {
        return fail(
            ErrorKind::InvalidInput,
            u"Set the environment variable %1 to the password of the simulated manager."_s.arg(
                request.passwordVariable),
            u"It is not set or empty."_s, request.passwordVariable);
    }
    const Result<simulator::Estate> estate = estateFor(request.dataset);
    if (!estate) {
        return fail(estate.error());
    }
    return simulator::SimulatedManager::start(*estate, options);
}

int runSimulate(const SimulateRequest& request, Terminal& terminal) {
    SignalWatcher signalWatcher;
    QObject::connect(&signalWatcher, &SignalWatcher::interrupted, qApp, &QCoreApplication::quit);
    const auto manager = startSimulator(request);
    if (!manager) {
        terminal.complain(u"bulkhead: "_s + manager.error().message());
        return exitCode(manager.error().kind);
    }
    for (const QString& note : (*manager)->notes()) {
        terminal.complain(u"note: "_s + cleanLine(note));
    }
    terminal.print(u"address      https://%1:%2\n"
                   u"fingerprint  %3\n"
                   u"user         %4\n"_s.arg(hostForUrl(request.listenAddress))
                       .arg((*manager)->port())
                       .arg((*manager)->certificateSha256(), cleanLine(request.user)));
    return QCoreApplication::exec();
}

} // namespace bulkhead::console
