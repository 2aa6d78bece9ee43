// SPDX-License-Identifier: MIT
#include "ops/demo_manager.h"

#include "simulator/simulated_manager.h"

#include <QRandomGenerator>

#include <array>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

config::Secret randomPassword() {
    std::array<quint32, 6> numbers{};
    QRandomGenerator::system()->generate(numbers.begin(), numbers.end());
    QString text;
    for (const quint32 number : numbers) {
        text += QString::number(number, 36);
    }
    return config::Secret(text);
}

} // namespace

DemoManager::DemoManager() = default;
DemoManager::~DemoManager() = default;

Result<std::unique_ptr<DemoManager>> DemoManager::start() {
    const Result<simulator::Estate> estate = simulator::demoEstate();
    if (!estate) {
        return fail(estate.error());
    }
    std::unique_ptr<DemoManager> demo(new DemoManager);
    demo->m_password = randomPassword();
    simulator::SimulatorOptions options;
    options.password = demo->m_password.reveal();
    options.trafficSeed = 7; // its counters grow, so that there is something to see
    auto manager = simulator::SimulatedManager::start(*estate, options);
    if (!manager) {
        return fail(manager.error());
    }
    demo->m_manager = std::move(*manager);
    demo->m_target.name = u"demo"_s;
    demo->m_target.host = options.listenAddress;
    demo->m_target.port = demo->m_manager->port();
    demo->m_target.username = options.user;
    demo->m_target.environment = u"demo"_s;
    demo->m_target.fingerprintSha256 = demo->m_manager->certificateSha256();
    return demo;
}

} // namespace bulkhead::ops
