# SPDX-License-Identifier: MIT
"""The services that every NSX 4.x Manager brings along: ids, display names and ports.

A line is `id | display name | entry`, and a name that equals the id is left out. An entry is
`TCP 80,443`, `UDP 53`, `TCP <53` (source port), `ICMPv4 8/0` (type/code), `IGMP`, or `ALG FTP 21`.
A service with several entries names the single services that it is made of, after a `+`.
"""

SINGLE = """
AD_Server | AD Server | TCP 1024
Active_Directory_Server | Active Directory Server | TCP 464
Active_Directory_Server_UDP | Active Directory Server UDP | UDP 464
CIM-HTTP | | TCP 5988
CIM-HTTPS | | TCP 5989
DHCP,_MADCAP | DHCP, MADCAP | UDP 2535
DHCP-Client | | UDP 68
DHCP-Server | | UDP 67
DHCPv6_Client | DHCPv6 Client | UDP 546
DHCPv6_Server | DHCPv6 Server | UDP 547
DNS | DNS-TCP | TCP 53
DNS-UDP | | UDP 53
DNS-IN-TCP | | TCP <53
DNS-IN-UDP | | UDP <53
Directory_Services | Directory Services | TCP 5725
EdgeSync_service | EdgeSync service | TCP 50636
EdgeSync_service-ADAM | EdgeSync service/ADAM | TCP 50389
Exchange_ActiveSync | Exchange ActiveSync | UDP 2883
FTP | | ALG FTP 21
For_X.400_connections_over_TCP | For X.400 connections over TCP | TCP 102
H323_Call_Signaling | H323 Call Signaling | TCP 1720
H323_Gatekeeper_Discovery | H323 Gatekeeper Discovery | UDP 1718
HBR_Server_App | HBR Server App | TCP 5480
HTTP | | TCP 80
HTTPS | | TCP 443
HTTPS,_net.tcp_binding | HTTPS, net.tcp binding | TCP 32843,32844,32845
IBM_DB2 | IBM DB2 | TCP 5000
ICMP_Destination_Unreachable | ICMP Destination Unreachable | ICMPv4 3
ICMP_Echo_Reply | ICMP Echo Reply | ICMPv4 0/0
ICMP_Echo_Request | ICMP Echo Request | ICMPv4 8/0
ICMP_Redirect | ICMP Redirect | ICMPv4 5
ICMP_Router_Advertisement | ICMP Router Advertisement | ICMPv4 9/0
ICMP_Router_Solicitation | ICMP Router Solicitation | ICMPv4 10/0
ICMP_Source_Quench | ICMP Source Quench | ICMPv4 4/0
ICMP_Time_Exceeded | ICMP Time Exceeded | ICMPv4 11
ICMPv4-ALL | | ICMPv4
ICMPv6-ALL | | ICMPv6
IGMP_Leave_Group | IGMP Leave Group | IGMP
IGMP_Membership_Query | IGMP Membership Query | IGMP
IGMP_V2_Membership_Report | IGMP V2 Membership Report | IGMP
IGMP_V3_Membership_Report | IGMP V3 Membership Report | IGMP
IKE_(Key_Exchange) | IKE (Key Exchange) | UDP 500
IKE_(NAT_Traversal) | IKE (NAT Traversal) | UDP 4500
IMAP | | TCP 143
IMAP_SSL | | TCP 993
IPv6-ICMP_Destination_Unreachable | IPv6-ICMP Destination Unreachable | ICMPv6 1
IPv6-ICMP_Echo_Reply | IPv6-ICMP Echo Reply | ICMPv6 129
IPv6-ICMP_Echo_Request | IPv6-ICMP Echo Request | ICMPv6 128
IPv6-ICMP_Multicast_Listener_Done | IPv6-ICMP Multicast Listener Done | ICMPv6 132
IPv6-ICMP_Multicast_Listener_Query | IPv6-ICMP Multicast Listener Query | ICMPv6 130
IPv6-ICMP_Multicast_Listener_Report | IPv6-ICMP Multicast Listener Report | ICMPv6 131
IPv6-ICMP_Neighbor_Advertisement | IPv6-ICMP Neighbor Advertisement | ICMPv6 136
IPv6-ICMP_Neighbor_Solicitation | IPv6-ICMP Neighbor Solicitation | ICMPv6 135
IPv6-ICMP_Packet_Too_Big | IPv6-ICMP Packet Too Big | ICMPv6 2
IPv6-ICMP_Parameter_Problem | IPv6-ICMP Parameter Problem | ICMPv6 4
IPv6-ICMP_Time_Exceeded | IPv6-ICMP Time Exceeded | ICMPv6 3
IPv6-ICMP_Version_2_Multicast_Listener | IPv6-ICMP Version 2 Multicast Listener | ICMPv6 143
ISAKMP | | UDP 500
KERBEROS | | TCP 88
KERBEROS-TCP | | TCP 88
KERBEROS-UDP | | UDP 88
LDAP | | TCP 389
LDAP-UDP | | UDP 389
LDAP-over-SSL | | TCP 636
LDAP-over-SSL-UDP | | UDP 636
LDAP_Global_Catalog | LDAP Global Catalog | TCP 3268
MS-DS | | TCP 445
MS-DS-TCP | | TCP 445
MS-DS-UDP | | UDP 445
MS-SQL-M | | UDP 1434
MS-SQL-M-TCP | | TCP 1434
MS-SQL-S | | TCP 1433
MS_Customizable | MS Customizable | TCP 64327
MS_RPC_TCP | | ALG MS_RPC_TCP 135
MS_RPC_UDP | | ALG MS_RPC_UDP 135
MS_Replication_service | MS Replication service | TCP 808
MS_Unified_Messaging_server-Phone | MS Unified Messaging server-Phone | TCP 5060,5061,5065,5066,5067,5068
MS_Unified_Messaging_server_-_Client_Access | MS Unified Messaging server - Client Access | TCP 5075,5076,5077
MS_Unified_Messaging_server | MS Unified Messaging server | TCP 5060,5061,5062
MySQL | | TCP 3306
NBDG-Broadcast-V1 | | UDP 138
NBNS-Broadcast-V1 | | UDP 137
NFS-Server-TCP | | TCP 2049
NFS-Server-UDP | | UDP 2049
NFS_(TCP) | NFS (TCP) | TCP 2049
NFS_(UDP) | NFS (UDP) | UDP 2049
NFS_Client | NFS Client | TCP 111
NFS_Client_UDP | NFS Client UDP | UDP 111
NNTP | | TCP 119
NNTP_SSL | | TCP 563
NTP | | UDP 123
NTP_Time_Server | NTP Time Server | UDP 123
NetBios_Datagram_(TCP) | NetBios Datagram (TCP) | TCP 138
NetBios_Datagram_(UDP) | NetBios Datagram (UDP) | UDP 138
NetBios_Name_Service_(TCP) | NetBios Name Service (TCP) | TCP 137
NetBios_Name_Service_(UDP) | NetBios Name Service (UDP) | UDP 137
NetBios_Session_Service_(TCP) | NetBios Session Service (TCP) | TCP 139
NetBios_Session_Service_(UDP) | NetBios Session Service (UDP) | UDP 139
ORACLE_TNS | | ALG ORACLE_TNS 1521
Office_Server_Web_Services,_HTTP,_SSL | Office Server Web Services, HTTP, SSL | TCP 56737,56738
Office_communication_server | Office communication server | TCP 5075,5076,5077
Oracle | | TCP 1521
Oracle-2 | | TCP 1526
POP3 | | TCP 110
POP3_SSL | | TCP 995
PostgreSQL | | TCP 5432
RDP | | TCP 3389
RFB | | TCP 5900-5964
RPC,_DFSR_(SYSVOL) | RPC, DFSR (SYSVOL) | TCP 5722
Routing_Engine_service | Routing Engine service | TCP 691
SAP_Msg_Svr | SAP Msg Svr | TCP 3600
SAP_Oracle_Listener | SAP Oracle Listener | TCP 1527
SAP_Router | SAP Router | TCP 3299
SIP_5060 | SIP 5060 | UDP 5060
SIP_5061 | SIP 5061 | UDP 5061
SMB | | TCP 445
SMB_Server | SMB Server | TCP 445
SMB_Server_UDP | SMB Server UDP | UDP 445
SMTP | | TCP 25
SMTP_TLS | | TCP 587
SNMP | | UDP 161
SNMP-Receive | | UDP 161
SNMP-Send | | UDP 162
SOAP | | TCP 9389
SQL_Analysis_service | SQL Analysis service | TCP 2383
SQL_Server_Browser_service | SQL Server Browser service | TCP 2382
SSH | | TCP 22
SUN_RPC_TCP | | ALG SUN_RPC_TCP 111
SUN_RPC_UDP | | ALG SUN_RPC_UDP 111
Server_Message_Block_(SMB) | Server Message Block (SMB) | TCP 137,138,139
Site_Replication_service | Site Replication service | TCP 379
Skinny | | TCP 2000
Syslog-Server | | TCP 514
Syslog-Server-UDP | | UDP 514
Syslog_(TCP) | Syslog (TCP) | TCP 514
Syslog_(UDP) | Syslog (UDP) | UDP 514
TELNET | | TCP 23
TFTP | | ALG TFTP 69
Terminal_Services_(TCP) | Terminal Services (TCP) | TCP 3389
Terminal_Services_(UDP) | Terminal Services (UDP) | UDP 3389
VMware-ESXi5.x-TCP | | TCP 902
VMware-ESXi5.x-UDP | | UDP 902
VMware-SRM-VAMI | | TCP 8080
VMware-UpdateMgr | | TCP 9000-9100
VMware-UpdateMgr-Patching | | TCP 735
VMware-UpdateMgr-SOAP | | TCP 8084
VMware-UpdateMgr-VUM | | TCP 9084
Vmware-UpdateMgr-update | | TCP 9087
VMware-VC-DPM | | UDP 623
VMware-VC-DumpCollector-TCP | | TCP 8000
VMware-VC-DumpSvr | | UDP 6500
VMware-VC-ESXi | | TCP 51915
VMware-VC-RemoteConsole | | TCP 903
VMware-VC-Syslog | | TCP 8001
VMware-View-PCoIP | | TCP 4172
VMware-View5.x-JMS | | TCP 4001
VMware-View5.x-PCoIP-UDP | | UDP 4172
VMware-iSCSI-Server | | TCP 3260
VMware_VMotion | VMware VMotion | TCP 8000
Vmware-Heartbeat-PrimarySecondary | | TCP 57348
Vmware-VC-HTTP | | TCP 10080
Vmware-VC-VC-Internal | | TCP 7500,8005,8006,8083,8085,8086,8087,8443,10109,10111,60099
Vmware-VC-WebAccess | | TCP 8443,9443,10443
Vmware-VCHeartbeat | | TCP 52267
WINS | | TCP 42
WINS-UDP | | UDP 42
Win_-_RPC,_DCOM,_EPM,_DRSUAPI,_NetLogonR,_SamR,_FRS_-_TCP | Win - RPC, DCOM, EPM, DRSUAPI, NetLogonR, SamR, FRS - TCP | TCP 1025-65535
Win_-_RPC,_DCOM,_EPM,_DRSUAPI,_NetLogonR,_SamR,_FRS_-_UDP | Win - RPC, DCOM, EPM, DRSUAPI, NetLogonR, SamR, FRS - UDP | UDP 1025-65535
Win_2003_-_RPC,_DCOM,_EPM,_DRSUAPI,_NetLogonR,_SamR,_FRS | Win 2003 - RPC, DCOM, EPM, DRSUAPI, NetLogonR, SamR, FRS | TCP 1025-5000
Win_2008_-_RPC,_DCOM,_EPM,_DRSUAPI,_NetLogonR,_SamR,_FRS | Win 2008 - RPC, DCOM, EPM, DRSUAPI, NetLogonR, SamR, FRS | TCP 49152-65535
Windows-Global-Catalog | | TCP 3268
Windows-Global-Catalog-over-SSL | | TCP 3269
"""

COMBINED = """
DNS-IN | DNS IN | + DNS-IN-TCP DNS-IN-UDP
ESXi_Syslog_Collector | ESXi Syslog Collector | + VMware-VC-Syslog
Heartbeat | | + Vmware-Heartbeat-PrimarySecondary Vmware-VCHeartbeat
ICMP-ALL | ICMP ALL | + ICMPv6-ALL ICMPv4-ALL
MSSQL_Integration_Services | MSSQL Integration Services | + MS_RPC_TCP
MSSQL_Reporting_Services | MSSQL Reporting Services | + HTTP HTTPS
MSSQL_Server_Analysis_Services | MSSQL Server Analysis Services | + HTTP HTTPS SQL_Server_Browser_service SQL_Analysis_service
MSSQL_Server_Database_Engine | MSSQL Server Database Engine | + HTTP HTTPS MS_RPC_TCP MS-SQL-S MS-SQL-M-TCP MS-SQL-M
Microsoft_Active_Directory_V1 | Microsoft Active Directory V1 | + DNS DNS-UDP KERBEROS KERBEROS-UDP LDAP LDAP-UDP LDAP-over-SSL MS-DS-TCP MS-DS-UDP MS_RPC_TCP NBNS-Broadcast-V1 NBDG-Broadcast-V1 NTP_Time_Server Active_Directory_Server Active_Directory_Server_UDP SMTP SOAP WINS WINS-UDP DHCP-Server DHCP,_MADCAP RPC,_DFSR_(SYSVOL) Windows-Global-Catalog Windows-Global-Catalog-over-SSL Win_-_RPC,_DCOM,_EPM,_DRSUAPI,_NetLogonR,_SamR,_FRS_-_TCP Win_-_RPC,_DCOM,_EPM,_DRSUAPI,_NetLogonR,_SamR,_FRS_-_UDP Win_2003_-_RPC,_DCOM,_EPM,_DRSUAPI,_NetLogonR,_SamR,_FRS Win_2008_-_RPC,_DCOM,_EPM,_DRSUAPI,_NetLogonR,_SamR,_FRS
Microsoft_Exchange_2003 | Microsoft Exchange 2003 | + HTTP HTTPS LDAP MS_RPC_TCP SMTP IMAP IMAP_SSL POP3 POP3_SSL NNTP NNTP_SSL Routing_Engine_service Exchange_ActiveSync Site_Replication_service For_X.400_connections_over_TCP
Microsoft_Exchange_2007 | Microsoft Exchange 2007 | + HTTP HTTPS DNS DNS-UDP KERBEROS KERBEROS-UDP LDAP LDAP-UDP LDAP_Global_Catalog MS_RPC_TCP MS-DS-TCP SMTP SMTP_TLS IMAP IMAP_SSL POP3 POP3_SSL EdgeSync_service EdgeSync_service-ADAM MS_Unified_Messaging_server
Microsoft_Exchange_2010 | Microsoft Exchange 2010 | + HTTP HTTPS DNS DNS-UDP KERBEROS KERBEROS-UDP LDAP LDAP-UDP LDAP_Global_Catalog MS_RPC_TCP MS-DS-TCP SMTP SMTP_TLS IMAP IMAP_SSL POP3 POP3_SSL EdgeSync_service MS_Unified_Messaging_server MS_Unified_Messaging_server-Phone MS_Unified_Messaging_server_-_Client_Access MS_Replication_service MS_Customizable Office_communication_server
Microsoft_SQL_Server | Microsoft SQL Server | + HTTP HTTPS MS_RPC_TCP MS-SQL-S MS-SQL-M-TCP MS-SQL-M SQL_Server_Browser_service SQL_Analysis_service
SharePoint_2007_V1 | SharePoint 2007 V1 | + HTTP HTTPS DNS DNS-UDP KERBEROS-UDP LDAP-UDP LDAP-over-SSL-UDP MS-SQL-S MS-SQL-M MS-DS-TCP MS_RPC_TCP NBNS-Broadcast-V1 NBDG-Broadcast-V1 RDP SMTP SMB_Server SMB_Server_UDP Server_Message_Block_(SMB) Office_Server_Web_Services,_HTTP,_SSL
SharePoint_2010_V1 | SharePoint 2010 V1 | + HTTP HTTPS HTTPS,_net.tcp_binding DNS DNS-UDP KERBEROS-UDP LDAP-UDP LDAP-over-SSL-UDP MS-SQL-S MS-SQL-M MS-DS-TCP MS_RPC_TCP NBNS-Broadcast-V1 NBDG-Broadcast-V1 RDP SMTP SMB_Server SMB_Server_UDP Server_Message_Block_(SMB) Directory_Services Active_Directory_Server_UDP Office_Server_Web_Services,_HTTP,_SSL
Update_Manager | Update Manager | + HTTP HTTPS Oracle MS-SQL-S VMware-ESXi5.x-TCP VMware-UpdateMgr VMware-UpdateMgr-Patching VMware-UpdateMgr-SOAP VMware-UpdateMgr-VUM Vmware-UpdateMgr-update
VMware_ESXi_Dump_Collector | VMware ESXi Dump Collector | + VMware-VC-DumpCollector-TCP VMware-VC-DumpSvr
vCenter5.x_V1 | vCenter5.x V1 | + HTTPS DNS KERBEROS KERBEROS-UDP LDAP LDAP-UDP LDAP-over-SSL MS_RPC_TCP MS-SQL-S MS-SQL-M Oracle SMTP SNMP-Receive SNMP-Send CIM-HTTP CIM-HTTPS VMware-ESXi5.x-TCP VMware-ESXi5.x-UDP VMware-SRM-VAMI VMware-VC-DPM VMware-VC-DumpCollector-TCP VMware-VC-ESXi VMware-VC-RemoteConsole Vmware-VC-HTTP Vmware-VC-VC-Internal Vmware-VC-WebAccess
View_5.x | View 5.x | + HTTP HTTPS VMware-ESXi5.x-TCP VMware-View-PCoIP VMware-View5.x-PCoIP-UDP VMware-View5.x-JMS
"""


def entry(name, display_name, text):
    """One service entry from its short form."""
    kind, _, rest = text.partition(" ")
    base = {"id": name, "display_name": display_name}
    if kind in ("TCP", "UDP"):
        side = "source_ports" if rest.startswith("<") else "destination_ports"
        return {"resource_type": "L4PortSetServiceEntry", **base, "l4_protocol": kind,
                side: rest.lstrip("<").split(",")}
    if kind in ("ICMPv4", "ICMPv6"):
        result = {"resource_type": "ICMPTypeServiceEntry", **base, "protocol": kind}
        icmp_type, _, code = rest.partition("/")
        if icmp_type:
            result["icmp_type"] = int(icmp_type)
        if code:
            result["icmp_code"] = int(code)
        return result
    if kind == "IGMP":
        return {"resource_type": "IGMPTypeServiceEntry", **base}
    if kind == "ALG":
        alg, port = rest.split()
        return {"resource_type": "ALGTypeServiceEntry", **base, "alg": alg,
                "destination_ports": [port]}
    if kind == "IP":
        return {"resource_type": "IPProtocolServiceEntry", **base, "protocol_number": int(rest)}
    if kind == "ETHER":
        return {"resource_type": "EtherTypeServiceEntry", **base, "ether_type": int(rest)}
    if kind == "NESTED":
        return {"resource_type": "NestedServiceServiceEntry", **base,
                "nested_service_path": f"/infra/services/{rest}"}
    raise ValueError(f"unknown service entry: {text}")


def _rows(table):
    for line in table.strip().splitlines():
        name, display_name, text = (part.strip() for part in line.split("|"))
        yield name, display_name or name, text


def services():
    """All predefined services, ordered by id."""
    found, entries = [], {}
    for name, display_name, text in _rows(SINGLE):
        entries[name] = entry(name, display_name, text)
        found.append((name, display_name, [entries[name]]))
    for name, display_name, text in _rows(COMBINED):
        found.append((name, display_name, [entries[part] for part in text.split()[1:]]))
    return [{"id": name, "display_name": display_name, "description": display_name,
             "service_entries": parts}
            for name, display_name, parts in sorted(found)]
