// SPDX-License-Identifier: MIT
#include "ops/registry.h"

#include "ops/change_history.h"
#include "ops/change_operations.h"
#include "ops/exclusion_list_operation.h"
#include "ops/exclusion_writes.h"
#include "ops/group_deletion.h"
#include "ops/group_operations.h"
#include "ops/group_writes.h"
#include "ops/idps_operations.h"
#include "ops/machine_operations.h"
#include "ops/move_operations.h"
#include "ops/policy_operations.h"
#include "ops/policy_writes.h"
#include "ops/rule_operations.h"
#include "ops/rule_statistics_operation.h"
#include "ops/rule_writes.h"
#include "ops/segment_operations.h"
#include "ops/service_operations.h"
#include "ops/suite_operation.h"
#include "ops/tag_bulk.h"
#include "ops/tag_inventory_operation.h"
#include "ops/tag_writes.h"
#include "ops/target_operations.h"
#include "ops/traceflow_operations.h"
#include "ops/undo_operations.h"
#include "ops/vm_operations.h"
#include "ops/where_used_operation.h"

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
    registry.add(getRuleOperation());
    registry.add(getRuleStatisticsOperation());
    registry.add(createRuleOperation());
    registry.add(updateRuleOperation());
    registry.add(deleteRuleOperation());
    registry.add(moveRuleOperation());
    registry.add(listGroupsOperation());
    registry.add(getGroupOperation());
    registry.add(createGroupOperation());
    registry.add(updateGroupOperation());
    registry.add(deleteGroupOperation());
    registry.add(listServicesOperation());
    registry.add(getServiceOperation());
    registry.add(listSegmentsOperation());
    registry.add(listMachinesOperation());
    registry.add(getMachineOperation());
    registry.add(listMachineTagsOperation());
    registry.add(applyMachineTagOperation());
    registry.add(removeMachineTagOperation());
    registry.add(setMachineTagsOperation());
    registry.add(listTagsOperation());
    registry.add(whereUsedOperation());
    registry.add(listExclusionsOperation());
    registry.add(updateExclusionsOperation());
    registry.add(listIdpsProfilesOperation());
    registry.add(getIdpsStatusOperation());
    registry.add(listIdpsEventsOperation());
    registry.add(listIdpsRulesOperation());
    registry.add(listIdpsSignaturesOperation());
    registry.add(updateIdpsRuleOperation());
    registry.add(updateIdpsSettingsOperation());
    registry.add(listTargetsOperation());
    registry.add(runTraceflowOperation());
    registry.add(getTraceflowResultOperation());
    registry.add(runTraceflowSuiteOperation());
    registry.add(undoOperation());
    registry.add(previewChangeOperation());
    registry.add(publishChangeOperation());
    registry.add(listChangesOperation());
    registry.add(revertChangeOperation());
    return registry;
}

void Registry::add(Operation operation) {
    if (operation.contactsManager) {
        Parameter target;
        target.name = u"target"_s;
        target.description = u"A manager of the configuration; without it the default target."_s;
        operation.parameters.push_back(std::move(target));
    }
    if (operation.planner != nullptr) {
        Parameter dryRun;
        dryRun.name = u"dry_run"_s;
        dryRun.type = ParameterType::Boolean;
        dryRun.defaultValue = false;
        dryRun.description = u"Show the exact requests and the difference; send nothing."_s;
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
