// SPDX-License-Identifier: MIT
// ManagerTest: the base of tests that want a manager of their own for every test function.
#pragma once

#include "api_client.h"

#include <QObject>

namespace bulkhead::simulator::test {

class ManagerTest : public QObject {
    Q_OBJECT

protected:
    /// What the manager starts with.
    virtual Estate estate() const { return Estate::empty(); }
    /// Called when it runs.
    virtual void prepare() {}

    void start(const SimulatorOptions& options = {}) {
        cleanup();
        m_manager = startManager(estate(), options);
        m_client = std::make_unique<ApiClient>(*m_manager);
    }

    std::unique_ptr<SimulatedManager> m_manager;
    std::unique_ptr<ApiClient> m_client;

protected Q_SLOTS:
    void init() {
        start();
        prepare();
    }
    void cleanup() {
        m_client.reset();
        m_manager.reset();
    }
};

} // namespace bulkhead::simulator::test
