// SPDX-License-Identifier: MIT
// Examination: one run of the doctor, which goes on where it can after something failed.
#pragma once

#include "config/configuration.h"
#include "config/secret.h"
#include "console/doctor/check.h"
#include "console/once.h"
#include "nsx/contact_probe.h"

#include <optional>

namespace bulkhead::console {

struct Examination {
    std::shared_ptr<OnceContext> context;
    std::vector<Check> checks;
    std::optional<config::Configuration> configuration;
    std::optional<config::Target> target;
    std::optional<config::Secret> password;
    std::optional<nsx::Contact> contact;

    void add(Check check) { checks.push_back(std::move(check)); }
};
using ExaminationPointer = std::shared_ptr<Examination>;

/// Configuration file, permissions of .env, the password's place (local_checks.cpp).
[[nodiscard]] QCoro::Task<void> checkThisMachine(ExaminationPointer examination);
/// Name, connection, certificate (contact_checks.cpp). Sends nothing.
[[nodiscard]] QCoro::Task<void> checkContact(ExaminationPointer examination);
/// Login, version, role, limits, clock, firewall (manager_checks.cpp).
[[nodiscard]] QCoro::Task<void> checkManager(ExaminationPointer examination);
/// Audit trail and guard rules of this machine (guard_checks.cpp).
[[nodiscard]] QCoro::Task<void> checkGuard(ExaminationPointer examination);

} // namespace bulkhead::console
