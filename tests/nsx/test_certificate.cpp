// SPDX-License-Identifier: MIT
#include "nsx/test_certificate.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

namespace bulkhead::tests {

struct TestCertificate::Native {
    X509* certificate = nullptr;
    EVP_PKEY* key = nullptr;

    Native() = default;
    Native(const Native&) = delete;
    Native& operator=(const Native&) = delete;
    ~Native() {
        X509_free(certificate);
        EVP_PKEY_free(key);
    }
};

namespace {

void addExtension(X509* certificate, X509* issuer, int nid, const QByteArray& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

template <typename Write>
QByteArray pemOf(Write write) {
    BIO* memory = BIO_new(BIO_s_mem());
    write(memory);
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    const QByteArray pem(data, static_cast<qsizetype>(size));
    BIO_free(memory);
    return pem;
}

} // namespace

TestCertificate TestCertificate::make(const CertificatePlan& plan, const TestCertificate* issuer) {
    TestCertificate made;
    made.m_native = std::make_shared<Native>();
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    made.m_native->key = key;
    made.m_native->certificate = certificate;
    const Native& signer = issuer ? *issuer->m_native : *made.m_native;

    std::int64_t serial = 0;
    RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof(serial));
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set_int64(X509_get_serialNumber(certificate), serial & 0x7fffffffffff);
    constexpr long kDay = 24L * 3600;
    X509_gmtime_adj(X509_getm_notBefore(certificate), plan.validFromDay * kDay);
    X509_gmtime_adj(X509_getm_notAfter(certificate), plan.validToDay * kDay);
    X509_set_pubkey(certificate, key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(plan.commonName.constData()),
                               -1, -1, 0);
    X509_set_issuer_name(certificate, X509_get_subject_name(signer.certificate));
    addExtension(certificate, signer.certificate, NID_basic_constraints,
                 plan.isAuthority ? "critical,CA:TRUE" : "CA:FALSE");
    if (!plan.names.isEmpty()) {
        addExtension(certificate, signer.certificate, NID_subject_alt_name, plan.names);
    }
    X509_sign(certificate, signer.key, EVP_sha256());

    made.m_certificate = QSslCertificate(
        pemOf([certificate](BIO* out) { PEM_write_bio_X509(out, certificate); }), QSsl::Pem);
    made.m_keyPem = pemOf([key](BIO* out) {
        PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr);
    });
    made.m_key = QSslKey(made.m_keyPem, QSsl::Ec, QSsl::Pem);
    return made;
}

} // namespace bulkhead::tests
