// SPDX-License-Identifier: MIT
// DemoManager: the simulated manager behind --demo, on a free port of this machine.
#pragma once

#include "base/result.h"
#include "config/secret.h"
#include "config/target.h"

#include <memory>

namespace bulkhead::simulator {
class SimulatedManager;
}

namespace bulkhead::ops {

/// A manager with the demo estate for as long as this object lives. Loopback only, a password made
/// at random for this run, and a target that pins the certificate it has just made: the client
/// talks to it exactly as to a real one.
class DemoManager final {
public:
    /// Blocks for the time of loading the estate (tens of milliseconds). May be called on any
    /// thread.
    [[nodiscard]] static Result<std::unique_ptr<DemoManager>> start();
    ~DemoManager();
    DemoManager(const DemoManager&) = delete;
    DemoManager& operator=(const DemoManager&) = delete;

    /// Named "demo", of the environment "demo".
    [[nodiscard]] const config::Target& target() const { return m_target; }
    [[nodiscard]] config::Secret password() const { return m_password; }
    [[nodiscard]] simulator::SimulatedManager& manager() { return *m_manager; }

private:
    DemoManager();
    std::unique_ptr<simulator::SimulatedManager> m_manager;
    config::Target m_target;
    config::Secret m_password;
};

} // namespace bulkhead::ops
