plugins {
    id("com.android.library")
    id("org.jetbrains.kotlin.android")
    id("org.jetbrains.kotlin.plugin.compose")
}

android {
    namespace = "org.holdfast.ui"
    compileSdk = 35
    defaultConfig { minSdk = 26 }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
    buildFeatures { compose = true }
    // The generated Kotlin and its coroutines are compiled here: `cargo xtask bindings kotlin` makes them.
    sourceSets["main"].kotlin.srcDirs(
        "src/main/kotlin",
        "../../bindings/kotlin/src/main/kotlin",
        "../../bindings/kotlin/target/generated/kotlin",
        "target/generated/words",
    )
    // The tests are desktop tests of the same sources: Maven runs them.
    sourceSets["test"].kotlin.setSrcDirs(emptyList<String>())
}

// The words, made from the catalogues before anything is compiled.
val words =
    tasks.register<Exec>("words") {
        workingDir = rootDir.parentFile
        commandLine("cargo", "xtask", "words", "android")
    }
tasks.named("preBuild") { dependsOn(words) }

kotlin { compilerOptions { jvmTarget.set(org.jetbrains.kotlin.gradle.dsl.JvmTarget.JVM_17) } }

dependencies {
    api("net.java.dev.jna:jna:5.19.1@aar")
    api("org.jetbrains.kotlinx:kotlinx-coroutines-android:1.11.0")
    api(platform("androidx.compose:compose-bom:2024.12.01"))
    api("androidx.compose.foundation:foundation")
    api("androidx.compose.material3:material3")
}
