// SPDX-License-Identifier: MIT
#include "simulator/simulated_manager.h"

#include "simulator/dispatcher.h"
#include "simulator/estate_loader.h"
#include "simulator/http_front.h"

#include <algorithm>
#include <mutex>
#include <utility>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

class SimulatedManager::Private {
public:
    Private(const SimulatorOptions& options, Certificate&& made)
        : certificate(std::move(made)), dispatcher(world, options) {}

    World world;
    Certificate certificate;
    Dispatcher dispatcher;
    QStringList notes;
    std::unique_ptr<HttpFront> front; // last: its threads use all of the above
};

namespace {

Result<void> checkOptions(const SimulatorOptions& options) {
    const auto bad = [](const QString& remedy, const QString& problem) {
        return fail(ErrorKind::InvalidInput, remedy, problem);
    };
    if (options.user.isEmpty() || options.password.isEmpty()) {
        return bad(u"Give the simulated manager a user and a password."_s,
                   u"One of them is empty."_s);
    }
    const bool hasNamelessUser =
        std::any_of(options.moreUsers.begin(), options.moreUsers.end(), [](const auto& user) {
            return user.name.isEmpty() || user.password.isEmpty();
        });
    if (hasNamelessUser) {
        return bad(u"Give every user of the simulated manager a name and a password."_s,
                   u"One of moreUsers has none."_s);
    }
    if (options.productVersion.count(u'.') < 2) {
        return bad(u"Give a version such as 4.2.1.0.0.24304122."_s,
                   u"The product version has fewer than three numbers."_s);
    }
    if (options.sessionTimeoutSeconds < 1 || options.realizationDelayMs < 0 ||
        options.purgeDelayMs < 0 || options.traceflowDelayMs < 0 || options.requestsPerSecond < 0 ||
        options.concurrentRequests < 0) {
        return bad(u"Give numbers that are not negative, and a session time-out of at least 1."_s,
                   u"A limit or a time of the simulated manager is out of range."_s);
    }
    return {};
}

} // namespace

SimulatedManager::SimulatedManager(std::unique_ptr<Private> p) : d(std::move(p)) {}

SimulatedManager::~SimulatedManager() {
    stop();
}

Result<std::unique_ptr<SimulatedManager>> SimulatedManager::start(const Estate& estate,
                                                                  SimulatorOptions options) {
    if (const Result<void> checked = checkOptions(options); !checked) {
        return fail(checked.error());
    }
    Result<Certificate> certificate = Certificate::make(options.listenAddress);
    if (!certificate) {
        return fail(certificate.error());
    }
    auto d = std::make_unique<Private>(options, std::move(*certificate));
    Estate complete = estate;
    if (complete.predefinedServices().isEmpty()) {
        if (const Result<void> added = addBuiltInServices(complete); !added) {
            return fail(added.error());
        }
    }
    Result<QStringList> notes = loadEstate(complete, d->world);
    if (!notes) {
        return fail(notes.error());
    }
    d->notes = *notes;
    Result<std::unique_ptr<HttpFront>> front =
        HttpFront::start(d->certificate, options.listenAddress, options.port,
                         [dispatcher = &d->dispatcher](Request&& request) {
                             return dispatcher->handle(std::move(request));
                         });
    if (!front) {
        return fail(front.error());
    }
    d->front = std::move(*front);
    return std::unique_ptr<SimulatedManager>(new SimulatedManager(std::move(d)));
}

quint16 SimulatedManager::port() const {
    return d->front->port();
}
QString SimulatedManager::certificateSha256() const {
    return d->certificate.sha256();
}
QByteArray SimulatedManager::certificatePem() const {
    return d->certificate.pem();
}
QStringList SimulatedManager::notes() const {
    return d->notes;
}

void SimulatedManager::addFault(Fault fault) {
    d->dispatcher.faults().add(std::move(fault));
}
void SimulatedManager::clearFaults() {
    d->dispatcher.faults().clear();
}

void SimulatedManager::plantRealizationError(const QString& path, RealizationError error) {
    const std::scoped_lock lock(d->world.mutex);
    d->world.realizationErrors.insert(path, std::move(error));
}
void SimulatedManager::clearRealizationErrors() {
    const std::scoped_lock lock(d->world.mutex);
    d->world.realizationErrors.clear();
}

std::vector<RequestRecord> SimulatedManager::requests() const {
    return d->dispatcher.log().all();
}
void SimulatedManager::clearRequests() {
    d->dispatcher.log().clear();
}

int SimulatedManager::openSessions() const {
    return d->dispatcher.sessions().open();
}
void SimulatedManager::expireSessions() {
    d->dispatcher.sessions().expireAll();
}

void SimulatedManager::stop() {
    d->dispatcher.stop();
    d->front->stop();
}

} // namespace bulkhead::simulator
