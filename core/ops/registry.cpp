// SPDX-License-Identifier: MIT
#include "ops/registry.h"

#include "ops/group_operations.h"
#include "ops/machine_operations.h"
#include "ops/move_operations.h"
#include "ops/policy_operations.h"
#include "ops/policy_writes.h"
#include "ops/rule_operations.h"
#include "ops/rule_writes.h"
#include "ops/traceflow_operations.h"
#include "ops/undo_operations.h"

#include <algorithm>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

Registry Registry::standard() {
    Registry registry;
    registry.add(listPoliciesOperation());
    registry.add(getPolicyOperation());
    registry.add(createPolicyOperation());
    registry.add(updatePolicyOperation());
    registry.add(deletePolicyOperation());
    registry.add(movePolicyOperation());
    registry.add(listRulesOperation());
    registry.add(createRuleOperation());
    registry.add(updateRuleOperation());
    registry.add(deleteRuleOperation());
    registry.add(moveRuleOperation());
    registry.add(listGroupsOperation());
    registry.add(getGroupOperation());
    registry.add(listMachineTagsOperation());
    registry.add(runTraceflowOperation());
    registry.add(getTraceflowResultOperation());
    registry.add(undoOperation());
    return registry;
}

void Registry::add(Operation operation) {
    Parameter target;
    target.name = u"target"_s;
    target.description =
        u"Name of the NSX manager in the configuration; without it the default target."_s;
    operation.parameters.push_back(std::move(target));
    if (operation.planner != nullptr) {
        Parameter dryRun;
        dryRun.name = u"dry_run"_s;
        dryRun.type = ParameterType::Boolean;
        dryRun.defaultValue = false;
        dryRun.description =
            u"Read the manager and show the exact requests and the difference; send nothing."_s;
        operation.parameters.push_back(std::move(dryRun));
    }
    m_operations.push_back(std::move(operation));
}

const Operation* Registry::find(const QString& name) const {
    const auto found = std::find_if(m_operations.cbegin(), m_operations.cend(),
                                    [&](const Operation& known) { return known.name == name; });
    return found == m_operations.cend() ? nullptr : &*found;
}

QStringList Registry::names() const {
    QStringList names;
    for (const Operation& operation : m_operations) {
        names << operation.name;
    }
    return names;
}

} // namespace bulkhead::ops
