// SPDX-License-Identifier: MIT
#include "model/expression_words.h"

namespace bulkhead::model {

using namespace Qt::StringLiterals;

const QSet<QString>& conditionMemberTypes() {
    // The last three are of NSX 9; an older manager refuses them itself.
    static const QSet<QString> types{
        u"IPSet"_s,
        u"VirtualMachine"_s,
        u"LogicalPort"_s,
        u"LogicalSwitch"_s,
        u"Segment"_s,
        u"SegmentPort"_s,
        u"Pod"_s,
        u"Service"_s,
        u"Namespace"_s,
        u"TransportNode"_s,
        u"Group"_s,
        u"DVPG"_s,
        u"DVPort"_s,
        u"IPAddress"_s,
        u"VpcSubnet"_s,
        u"VpcSubnetPort"_s,
        u"KubernetesCluster"_s,
        u"KubernetesNamespace"_s,
        u"KubernetesIngress"_s,
        u"KubernetesGateway"_s,
        u"KubernetesService"_s,
        u"KubernetesNode"_s,
        u"AntreaEgress"_s,
        u"AntreaIPPool"_s,
        u"Vpc"_s,
        u"BareMetalServer"_s,
        u"BareMetalServerInterface"_s,
    };
    return types;
}

const QSet<QString>& globalConditionMemberTypes() {
    static const QSet<QString> types{u"VirtualMachine"_s, u"Segment"_s, u"SegmentPort"_s,
                                     u"Group"_s,          u"DVPG"_s,    u"DVPort"_s};
    return types;
}

const QSet<QString>& externalIdMemberTypes() {
    static const QSet<QString> types{
        u"VirtualMachine"_s, u"VirtualNetworkInterface"_s, u"CloudNativeServiceInstance"_s,
        u"PhysicalServer"_s, u"BareMetalServer"_s,         u"BareMetalServerInterface"_s};
    return types;
}

const QSet<QString>& conditionKeys() {
    static const QSet<QString> words{
        u"Tag"_s,       u"Name"_s, u"OSName"_s,    u"ComputerName"_s, u"NodeType"_s,
        u"GroupType"_s, u"ALL"_s,  u"IPAddress"_s, u"PodCidr"_s,      u"ManagementInterface"_s,
        u"OSVersion"_s};
    return words;
}

const QSet<QString>& conditionOperators() {
    static const QSet<QString> words{u"EQUALS"_s,    u"CONTAINS"_s, u"STARTSWITH"_s, u"ENDSWITH"_s,
                                     u"NOTEQUALS"_s, u"NOTIN"_s,    u"IN"_s,         u"MATCHES"_s};
    return words;
}

} // namespace bulkhead::model
