// crypto: made by `make agents` of frida_scripts/android/crypto.ts (trafficaudit-agents 1.0.0) with esbuild 0.28.2, frida-java-bridge 7.0.13, frida-objc-bridge 8.0.6; licences: NOTICE.md
(()=>{var Sa=Object.defineProperty;var wa=(t,e)=>{for(var n in e)Sa(t,n,{get:e[n],enumerable:!0})};var yn={};wa(yn,{ArtMethod:()=>dn,ArtStackVisitor:()=>gr,DVM_JNI_ENV_OFFSET_SELF:()=>ui,HandleVector:()=>Nt,VariableSizedHandleScope:()=>Mt,backtrace:()=>Mr,deoptimizeBootImage:()=>Fr,deoptimizeEverything:()=>Pr,deoptimizeMethod:()=>Rr,ensureClassInitialized:()=>$l,getAndroidApiLevel:()=>re,getAndroidVersion:()=>jt,getApi:()=>J,getArtApexVersion:()=>xr,getArtClassSpec:()=>Ar,getArtFieldSpec:()=>_n,getArtMethodSpec:()=>ge,getArtThreadFromEnv:()=>gn,getArtThreadSpec:()=>ft,makeArtClassLoaderVisitor:()=>Nr,makeArtClassVisitor:()=>Lr,makeMethodMangler:()=>Ud,makeObjectVisitorPredicate:()=>Ur,revertGlobalPatches:()=>jr,translateMethod:()=>Bd,withAllArtThreadsSuspended:()=>Cr,withRunnableArtThread:()=>Ee});var{pageSize:Un,pointerSize:Ia}=Process,Bn=class{constructor(e){this.sliceSize=e,this.slicesPerPage=Un/e,this.pages=[],this.free=[]}allocateSlice(e,n){let r=e.near===void 0,o=n===1;if(r&&o){let i=this.free.pop();if(i!==void 0)return i}else if(n<Un){let{free:i}=this,s=i.length,c=o?null:ptr(n-1);for(let a=0;a!==s;a++){let l=i[a],d=r||this._isSliceNear(l,e),p=o||l.and(c).isNull();if(d&&p)return i.splice(a,1)[0]}}return this._allocatePage(e)}_allocatePage(e){let n=Memory.alloc(Un,e),{sliceSize:r,slicesPerPage:o}=this;for(let i=1;i!==o;i++){let s=n.add(i*r);this.free.push(s)}return this.pages.push(n),n}_isSliceNear(e,n){let r=e.add(this.sliceSize),{near:o,maxDistance:i}=n,s=Go(o.sub(e)),c=Go(o.sub(r));return s.compare(i)<=0&&c.compare(i)<=0}freeSlice(e){this.free.push(e)}};function Go(t){let e=Ia===4?31:63,n=ptr(1).shl(e).not();return t.and(n)}function zn(t){return new Bn(t)}function pe(t,e){if(e!==0)throw new Error(t+" failed: "+e)}var Xt={v1_0:805371904,v1_2:805372416},en={canTagObjects:1},{pointerSize:xa}=Process,ka={exceptions:"propagate"};function Pe(t,e){this.handle=t,this.vm=e,this.vtable=t.readPointer()}Pe.prototype.deallocate=xt(47,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});Pe.prototype.getLoadedClasses=xt(78,"int32",["pointer","pointer","pointer"],function(t,e,n){let r=t(this.handle,e,n);pe("EnvJvmti::getLoadedClasses",r)});Pe.prototype.iterateOverInstancesOfClass=xt(112,"int32",["pointer","pointer","int","pointer","pointer"],function(t,e,n,r,o){let i=t(this.handle,e,n,r,o);pe("EnvJvmti::iterateOverInstancesOfClass",i)});Pe.prototype.getObjectsWithTags=xt(114,"int32",["pointer","int","pointer","pointer","pointer","pointer"],function(t,e,n,r,o,i){let s=t(this.handle,e,n,r,o,i);pe("EnvJvmti::getObjectsWithTags",s)});Pe.prototype.addCapabilities=xt(142,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});function xt(t,e,n,r){let o=null;return function(){o===null&&(o=new NativeFunction(this.vtable.add((t-1)*xa).readPointer(),e,n,ka));let i=[o];return i=i.concat.apply(i,arguments),r.apply(this,i)}}function Fe(t,e,{limit:n}){let r=t,o=null;for(let i=0;i!==n;i++){let s=Instruction.parse(r),c=e(s,o);if(c!==null)return c;r=s.next,o=s}return null}function ue(t){let e=null,n=!1;return function(...r){return n||(e=t(...r),n=!0),e}}function b(t,e){this.handle=t,this.vm=e}var tn=Process.pointerSize,$e=2,Aa=28,Ta=34,Ca=37,La=40,Na=43,Ma=46,ja=49,Oa=52,Ra=55,Pa=58,Fa=61,Da=64,Ua=67,Ba=70,za=73,Va=76,Ja=79,Ga=82,Ha=85,$a=88,Za=91,Ka=114,Wa=117,qa=120,Qa=123,Ya=126,Xa=129,ec=132,tc=135,nc=138,rc=141,oc=95,ic=96,sc=97,ac=98,cc=99,lc=100,dc=101,uc=102,pc=103,fc=104,hc=105,mc=106,_c=107,gc=108,yc=109,bc=110,vc=111,Ec=112,Sc=145,wc=146,Ic=147,xc=148,kc=149,Ac=150,Tc=151,Cc=152,Lc=153,Nc=154,Mc=155,jc=156,Oc=157,Rc=158,Pc=159,Fc=160,Dc=161,Uc=162,Bc={pointer:Ta,uint8:Ca,int8:La,uint16:Na,int16:Ma,int32:ja,int64:Oa,float:Ra,double:Pa,void:Fa},zc={pointer:Da,uint8:Ua,int8:Ba,uint16:za,int16:Va,int32:Ja,int64:Ga,float:Ha,double:$a,void:Za},Vc={pointer:Ka,uint8:Wa,int8:qa,uint16:Qa,int16:Ya,int32:Xa,int64:ec,float:tc,double:nc,void:rc},Jc={pointer:oc,uint8:ic,int8:sc,uint16:ac,int16:cc,int32:lc,int64:dc,float:uc,double:pc},Gc={pointer:fc,uint8:hc,int8:mc,uint16:_c,int16:gc,int32:yc,int64:bc,float:vc,double:Ec},Hc={pointer:Sc,uint8:wc,int8:Ic,uint16:xc,int16:kc,int32:Ac,int64:Tc,float:Cc,double:Lc},$c={pointer:Nc,uint8:Mc,int8:jc,uint16:Oc,int16:Rc,int32:Pc,int64:Fc,float:Dc,double:Uc},$o={exceptions:"propagate"},Vn=null,Xn=[];b.dispose=function(t){Xn.forEach(t.deleteGlobalRef,t),Xn=[]};function qe(t){return Xn.push(t),t}function nn(t){return Vn===null&&(Vn=t.handle.readPointer()),Vn}function C(t,e,n,r){let o=null;return function(){o===null&&(o=new NativeFunction(nn(this).add(t*tn).readPointer(),e,n,$o));let i=[o];return i=i.concat.apply(i,arguments),r.apply(this,i)}}b.prototype.getVersion=C(4,"int32",["pointer"],function(t){return t(this.handle)});b.prototype.findClass=C(6,"pointer",["pointer","pointer"],function(t,e){let n=t(this.handle,Memory.allocUtf8String(e));return this.throwIfExceptionPending(),n});b.prototype.throwIfExceptionPending=function(){let t=this.exceptionOccurred();if(t.isNull())return;this.exceptionClear();let e=this.newGlobalRef(t);this.deleteLocalRef(t);let n=this.vaMethod("pointer",[])(this.handle,e,this.javaLangObject().toString),r=this.stringFromJni(n);this.deleteLocalRef(n);let o=new Error(r);throw o.$h=e,Script.bindWeak(o,Zc(this.vm,e)),o};function Zc(t,e){return function(){t.perform(n=>{n.deleteGlobalRef(e)})}}b.prototype.fromReflectedMethod=C(7,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.fromReflectedField=C(8,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.toReflectedMethod=C(9,"pointer",["pointer","pointer","pointer","uint8"],function(t,e,n,r){return t(this.handle,e,n,r)});b.prototype.getSuperclass=C(10,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.isAssignableFrom=C(11,"uint8",["pointer","pointer","pointer"],function(t,e,n){return!!t(this.handle,e,n)});b.prototype.toReflectedField=C(12,"pointer",["pointer","pointer","pointer","uint8"],function(t,e,n,r){return t(this.handle,e,n,r)});b.prototype.throw=C(13,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.exceptionOccurred=C(15,"pointer",["pointer"],function(t){return t(this.handle)});b.prototype.exceptionDescribe=C(16,"void",["pointer"],function(t){t(this.handle)});b.prototype.exceptionClear=C(17,"void",["pointer"],function(t){t(this.handle)});b.prototype.pushLocalFrame=C(19,"int32",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.popLocalFrame=C(20,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.newGlobalRef=C(21,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.deleteGlobalRef=C(22,"void",["pointer","pointer"],function(t,e){t(this.handle,e)});b.prototype.deleteLocalRef=C(23,"void",["pointer","pointer"],function(t,e){t(this.handle,e)});b.prototype.isSameObject=C(24,"uint8",["pointer","pointer","pointer"],function(t,e,n){return!!t(this.handle,e,n)});b.prototype.newLocalRef=C(25,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.allocObject=C(27,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.getObjectClass=C(31,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.isInstanceOf=C(32,"uint8",["pointer","pointer","pointer"],function(t,e,n){return!!t(this.handle,e,n)});b.prototype.getMethodId=C(33,"pointer",["pointer","pointer","pointer","pointer"],function(t,e,n,r){return t(this.handle,e,Memory.allocUtf8String(n),Memory.allocUtf8String(r))});b.prototype.getFieldId=C(94,"pointer",["pointer","pointer","pointer","pointer"],function(t,e,n,r){return t(this.handle,e,Memory.allocUtf8String(n),Memory.allocUtf8String(r))});b.prototype.getIntField=C(100,"int32",["pointer","pointer","pointer"],function(t,e,n){return t(this.handle,e,n)});b.prototype.getStaticMethodId=C(113,"pointer",["pointer","pointer","pointer","pointer"],function(t,e,n,r){return t(this.handle,e,Memory.allocUtf8String(n),Memory.allocUtf8String(r))});b.prototype.getStaticFieldId=C(144,"pointer",["pointer","pointer","pointer","pointer"],function(t,e,n,r){return t(this.handle,e,Memory.allocUtf8String(n),Memory.allocUtf8String(r))});b.prototype.getStaticIntField=C(150,"int32",["pointer","pointer","pointer"],function(t,e,n){return t(this.handle,e,n)});b.prototype.getStringLength=C(164,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.getStringChars=C(165,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.releaseStringChars=C(166,"void",["pointer","pointer","pointer"],function(t,e,n){t(this.handle,e,n)});b.prototype.newStringUtf=C(167,"pointer",["pointer","pointer"],function(t,e){let n=Memory.allocUtf8String(e);return t(this.handle,n)});b.prototype.getStringUtfChars=C(169,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.releaseStringUtfChars=C(170,"void",["pointer","pointer","pointer"],function(t,e,n){t(this.handle,e,n)});b.prototype.getArrayLength=C(171,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.newObjectArray=C(172,"pointer",["pointer","int32","pointer","pointer"],function(t,e,n,r){return t(this.handle,e,n,r)});b.prototype.getObjectArrayElement=C(173,"pointer",["pointer","pointer","int32"],function(t,e,n){return t(this.handle,e,n)});b.prototype.setObjectArrayElement=C(174,"void",["pointer","pointer","int32","pointer"],function(t,e,n,r){t(this.handle,e,n,r)});b.prototype.newBooleanArray=C(175,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.newByteArray=C(176,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.newCharArray=C(177,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.newShortArray=C(178,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.newIntArray=C(179,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.newLongArray=C(180,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.newFloatArray=C(181,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.newDoubleArray=C(182,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.getBooleanArrayElements=C(183,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.getByteArrayElements=C(184,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.getCharArrayElements=C(185,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.getShortArrayElements=C(186,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.getIntArrayElements=C(187,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.getLongArrayElements=C(188,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.getFloatArrayElements=C(189,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.getDoubleArrayElements=C(190,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.releaseBooleanArrayElements=C(191,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,$e)});b.prototype.releaseByteArrayElements=C(192,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,$e)});b.prototype.releaseCharArrayElements=C(193,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,$e)});b.prototype.releaseShortArrayElements=C(194,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,$e)});b.prototype.releaseIntArrayElements=C(195,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,$e)});b.prototype.releaseLongArrayElements=C(196,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,$e)});b.prototype.releaseFloatArrayElements=C(197,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,$e)});b.prototype.releaseDoubleArrayElements=C(198,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,$e)});b.prototype.getByteArrayRegion=C(200,"void",["pointer","pointer","int","int","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.setBooleanArrayRegion=C(207,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.setByteArrayRegion=C(208,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.setCharArrayRegion=C(209,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.setShortArrayRegion=C(210,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.setIntArrayRegion=C(211,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.setLongArrayRegion=C(212,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.setFloatArrayRegion=C(213,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.setDoubleArrayRegion=C(214,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.registerNatives=C(215,"int32",["pointer","pointer","pointer","int32"],function(t,e,n,r){return t(this.handle,e,n,r)});b.prototype.monitorEnter=C(217,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.monitorExit=C(218,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.getDirectBufferAddress=C(230,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.getObjectRefType=C(232,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});var Ho=new Map;function rn(t,e,n,r){return tr(this,"p",Wc,t,e,n,r)}function er(t,e,n,r){return tr(this,"v",qc,t,e,n,r)}function Kc(t,e,n,r){return tr(this,"n",Qc,t,e,n,r)}function tr(t,e,n,r,o,i,s){if(s!==void 0)return n(t,r,o,i,s);let c=[r,e,o].concat(i).join("|"),a=Ho.get(c);return a===void 0&&(a=n(t,r,o,i,$o),Ho.set(c,a)),a}function Wc(t,e,n,r,o){return new NativeFunction(nn(t).add(e*tn).readPointer(),n,["pointer","pointer","pointer"].concat(r),o)}function qc(t,e,n,r,o){return new NativeFunction(nn(t).add(e*tn).readPointer(),n,["pointer","pointer","pointer","..."].concat(r),o)}function Qc(t,e,n,r,o){return new NativeFunction(nn(t).add(e*tn).readPointer(),n,["pointer","pointer","pointer","pointer","..."].concat(r),o)}b.prototype.constructor=function(t,e){return er.call(this,Aa,"pointer",t,e)};b.prototype.vaMethod=function(t,e,n){let r=Bc[t];if(r===void 0)throw new Error("Unsupported type: "+t);return er.call(this,r,t,e,n)};b.prototype.nonvirtualVaMethod=function(t,e,n){let r=zc[t];if(r===void 0)throw new Error("Unsupported type: "+t);return Kc.call(this,r,t,e,n)};b.prototype.staticVaMethod=function(t,e,n){let r=Vc[t];if(r===void 0)throw new Error("Unsupported type: "+t);return er.call(this,r,t,e,n)};b.prototype.getField=function(t){let e=Jc[t];if(e===void 0)throw new Error("Unsupported type: "+t);return rn.call(this,e,t,[])};b.prototype.getStaticField=function(t){let e=Hc[t];if(e===void 0)throw new Error("Unsupported type: "+t);return rn.call(this,e,t,[])};b.prototype.setField=function(t){let e=Gc[t];if(e===void 0)throw new Error("Unsupported type: "+t);return rn.call(this,e,"void",[t])};b.prototype.setStaticField=function(t){let e=$c[t];if(e===void 0)throw new Error("Unsupported type: "+t);return rn.call(this,e,"void",[t])};var Jn=null;b.prototype.javaLangClass=function(){if(Jn===null){let t=this.findClass("java/lang/Class");try{let e=this.getMethodId.bind(this,t);Jn={handle:qe(this.newGlobalRef(t)),getName:e("getName","()Ljava/lang/String;"),getSimpleName:e("getSimpleName","()Ljava/lang/String;"),getGenericSuperclass:e("getGenericSuperclass","()Ljava/lang/reflect/Type;"),getDeclaredConstructors:e("getDeclaredConstructors","()[Ljava/lang/reflect/Constructor;"),getDeclaredMethods:e("getDeclaredMethods","()[Ljava/lang/reflect/Method;"),getDeclaredFields:e("getDeclaredFields","()[Ljava/lang/reflect/Field;"),isArray:e("isArray","()Z"),isPrimitive:e("isPrimitive","()Z"),isInterface:e("isInterface","()Z"),getComponentType:e("getComponentType","()Ljava/lang/Class;")}}finally{this.deleteLocalRef(t)}}return Jn};var Gn=null;b.prototype.javaLangObject=function(){if(Gn===null){let t=this.findClass("java/lang/Object");try{let e=this.getMethodId.bind(this,t);Gn={handle:qe(this.newGlobalRef(t)),toString:e("toString","()Ljava/lang/String;"),getClass:e("getClass","()Ljava/lang/Class;")}}finally{this.deleteLocalRef(t)}}return Gn};var Hn=null;b.prototype.javaLangReflectConstructor=function(){if(Hn===null){let t=this.findClass("java/lang/reflect/Constructor");try{Hn={getGenericParameterTypes:this.getMethodId(t,"getGenericParameterTypes","()[Ljava/lang/reflect/Type;")}}finally{this.deleteLocalRef(t)}}return Hn};var $n=null;b.prototype.javaLangReflectMethod=function(){if($n===null){let t=this.findClass("java/lang/reflect/Method");try{let e=this.getMethodId.bind(this,t);$n={getName:e("getName","()Ljava/lang/String;"),getGenericParameterTypes:e("getGenericParameterTypes","()[Ljava/lang/reflect/Type;"),getParameterTypes:e("getParameterTypes","()[Ljava/lang/Class;"),getGenericReturnType:e("getGenericReturnType","()Ljava/lang/reflect/Type;"),getGenericExceptionTypes:e("getGenericExceptionTypes","()[Ljava/lang/reflect/Type;"),getModifiers:e("getModifiers","()I"),isVarArgs:e("isVarArgs","()Z")}}finally{this.deleteLocalRef(t)}}return $n};var Zn=null;b.prototype.javaLangReflectField=function(){if(Zn===null){let t=this.findClass("java/lang/reflect/Field");try{let e=this.getMethodId.bind(this,t);Zn={getName:e("getName","()Ljava/lang/String;"),getType:e("getType","()Ljava/lang/Class;"),getGenericType:e("getGenericType","()Ljava/lang/reflect/Type;"),getModifiers:e("getModifiers","()I"),toString:e("toString","()Ljava/lang/String;")}}finally{this.deleteLocalRef(t)}}return Zn};var Kn=null;b.prototype.javaLangReflectTypeVariable=function(){if(Kn===null){let t=this.findClass("java/lang/reflect/TypeVariable");try{let e=this.getMethodId.bind(this,t);Kn={handle:qe(this.newGlobalRef(t)),getName:e("getName","()Ljava/lang/String;"),getBounds:e("getBounds","()[Ljava/lang/reflect/Type;"),getGenericDeclaration:e("getGenericDeclaration","()Ljava/lang/reflect/GenericDeclaration;")}}finally{this.deleteLocalRef(t)}}return Kn};var Wn=null;b.prototype.javaLangReflectWildcardType=function(){if(Wn===null){let t=this.findClass("java/lang/reflect/WildcardType");try{let e=this.getMethodId.bind(this,t);Wn={handle:qe(this.newGlobalRef(t)),getLowerBounds:e("getLowerBounds","()[Ljava/lang/reflect/Type;"),getUpperBounds:e("getUpperBounds","()[Ljava/lang/reflect/Type;")}}finally{this.deleteLocalRef(t)}}return Wn};var qn=null;b.prototype.javaLangReflectGenericArrayType=function(){if(qn===null){let t=this.findClass("java/lang/reflect/GenericArrayType");try{qn={handle:qe(this.newGlobalRef(t)),getGenericComponentType:this.getMethodId(t,"getGenericComponentType","()Ljava/lang/reflect/Type;")}}finally{this.deleteLocalRef(t)}}return qn};var Qn=null;b.prototype.javaLangReflectParameterizedType=function(){if(Qn===null){let t=this.findClass("java/lang/reflect/ParameterizedType");try{let e=this.getMethodId.bind(this,t);Qn={handle:qe(this.newGlobalRef(t)),getActualTypeArguments:e("getActualTypeArguments","()[Ljava/lang/reflect/Type;"),getRawType:e("getRawType","()Ljava/lang/reflect/Type;"),getOwnerType:e("getOwnerType","()Ljava/lang/reflect/Type;")}}finally{this.deleteLocalRef(t)}}return Qn};var Yn=null;b.prototype.javaLangString=function(){if(Yn===null){let t=this.findClass("java/lang/String");try{Yn={handle:qe(this.newGlobalRef(t))}}finally{this.deleteLocalRef(t)}}return Yn};b.prototype.getClassName=function(t){let e=this.vaMethod("pointer",[])(this.handle,t,this.javaLangClass().getName);try{return this.stringFromJni(e)}finally{this.deleteLocalRef(e)}};b.prototype.getObjectClassName=function(t){let e=this.getObjectClass(t);try{return this.getClassName(e)}finally{this.deleteLocalRef(e)}};b.prototype.getActualTypeArgument=function(t){let e=this.vaMethod("pointer",[])(this.handle,t,this.javaLangReflectParameterizedType().getActualTypeArguments);if(this.throwIfExceptionPending(),!e.isNull())try{return this.getTypeNameFromFirstTypeElement(e)}finally{this.deleteLocalRef(e)}};b.prototype.getTypeNameFromFirstTypeElement=function(t){if(this.getArrayLength(t)>0){let n=this.getObjectArrayElement(t,0);try{return this.getTypeName(n)}finally{this.deleteLocalRef(n)}}else return"java.lang.Object"};b.prototype.getTypeName=function(t,e){let n=this.vaMethod("pointer",[]);if(this.isInstanceOf(t,this.javaLangClass().handle))return this.getClassName(t);if(this.isInstanceOf(t,this.javaLangReflectGenericArrayType().handle))return this.getArrayTypeName(t);if(this.isInstanceOf(t,this.javaLangReflectParameterizedType().handle)){let r=n(this.handle,t,this.javaLangReflectParameterizedType().getRawType);this.throwIfExceptionPending();let o;try{o=this.getTypeName(r)}finally{this.deleteLocalRef(r)}return e&&(o+="<"+this.getActualTypeArgument(t)+">"),o}else return this.isInstanceOf(t,this.javaLangReflectTypeVariable().handle)||this.isInstanceOf(t,this.javaLangReflectWildcardType().handle),"java.lang.Object"};b.prototype.getArrayTypeName=function(t){let e=this.vaMethod("pointer",[]);if(this.isInstanceOf(t,this.javaLangClass().handle))return this.getClassName(t);if(this.isInstanceOf(t,this.javaLangReflectGenericArrayType().handle)){let n=e(this.handle,t,this.javaLangReflectGenericArrayType().getGenericComponentType);this.throwIfExceptionPending();try{return"[L"+this.getTypeName(n)+";"}finally{this.deleteLocalRef(n)}}else return"[Ljava.lang.Object;"};b.prototype.stringFromJni=function(t){let e=this.getStringChars(t);if(e.isNull())throw new Error("Unable to access string");try{let n=this.getStringLength(t);return e.readUtf16String(n)}finally{this.releaseStringChars(t,e)}};var Zo=65542,ut=Process.pointerSize,nr=Process.getCurrentThreadId(),Qe=new Map,kt=new Map;function Ae(t){let e=t.vm,n=null,r=null,o=null;function i(){let c=e.readPointer(),a={exceptions:"propagate"};n=new NativeFunction(c.add(4*ut).readPointer(),"int32",["pointer","pointer","pointer"],a),r=new NativeFunction(c.add(5*ut).readPointer(),"int32",["pointer"],a),o=new NativeFunction(c.add(6*ut).readPointer(),"int32",["pointer","pointer","int32"],a)}this.handle=e,this.perform=function(c){let a=Process.getCurrentThreadId(),l=s(a);if(l!==null)return c(l);let d=this._tryGetEnv(),p=d!==null;p||(d=this.attachCurrentThread(),Qe.set(a,!0)),this.link(a,d);try{return c(d)}finally{let f=a===nr;if(f||this.unlink(a),!p&&!f){let u=Qe.get(a);Qe.delete(a),u&&this.detachCurrentThread()}}},this.attachCurrentThread=function(){let c=Memory.alloc(ut);return pe("VM::AttachCurrentThread",n(e,c,NULL)),new b(c.readPointer(),this)},this.detachCurrentThread=function(){pe("VM::DetachCurrentThread",r(e))},this.preventDetachDueToClassLoader=function(){let c=Process.getCurrentThreadId();Qe.has(c)&&Qe.set(c,!1)},this.getEnv=function(){let c=s(Process.getCurrentThreadId());if(c!==null)return c;let a=Memory.alloc(ut),l=o(e,a,Zo);if(l===-2)throw new Error("Current thread is not attached to the Java VM; please move this code inside a Java.perform() callback");return pe("VM::GetEnv",l),new b(a.readPointer(),this)},this.tryGetEnv=function(){let c=s(Process.getCurrentThreadId());return c!==null?c:this._tryGetEnv()},this._tryGetEnv=function(){let c=this.tryGetEnvHandle(Zo);return c===null?null:new b(c,this)},this.tryGetEnvHandle=function(c){let a=Memory.alloc(ut);return o(e,a,c)!==0?null:a.readPointer()},this.makeHandleDestructor=function(c){return()=>{this.perform(a=>{a.deleteGlobalRef(c)})}},this.link=function(c,a){let l=kt.get(c);l===void 0?kt.set(c,[a,1]):l[1]++},this.unlink=function(c){let a=kt.get(c);a[1]===1?kt.delete(c):a[1]--};function s(c){let a=kt.get(c);return a===void 0?null:a[0]}i.call(this)}Ae.dispose=function(t){Qe.get(nr)===!0&&(Qe.delete(nr),t.detachCurrentThread())};var Yc=4,E=Process.pointerSize,{readU32:Xc,readPointer:el,writeU32:tl,writePointer:nl}=NativePointer.prototype,rl=1,ol=8,il=16,cn=256,sl=524288,al=2097152,di=1073741824,cl=524288,ll=134217728,Ko=1048576,dl=2097152,ul=268435456,pl=268435456,fl=0,fr=3,hr=5,Ir=ptr(1).not(),hl=2147467263,ml=4294963200,mn=17*E,_l=18*E,ui=12,gl=112,yl=116,bl=0,or=56,Wo=4,vl=8,El=10,Sl=12,wl=14,Il=28,xl=36,kl=0,Al=1,Tl=2,Cl=3,Ll=4,Nl=5,Ml=6,jl=7,qo=2147483648,Ol=28,Lt=3*E,Rl=3*E,Pl=1,Fl=1,pi=ue(Kl),Dl=ue(ad),ge=ue(ld),ft=ue(dd),Ul=ue(ud),Bl=ue(vd),jt=ue(md),fi=ue(_d),re=ue(gd),xr=ue(yd),zl=ue(Id),Vl=Process.arch==="ia32"?du:lu,Q={exceptions:"propagate"},At={},ir=null,sr=null,hi=null,se=null,kr=[],ln=new Map,mi=[],ar=null,Qo=0,Yo=!1,Xo=!1,Tt=null,Jl=[],cr=null,on=null;function J(){return ir===null&&(ir=Gl()),ir}function Gl(){let t=Process.enumerateModules().filter(u=>/^lib(art|dvm).so$/.test(u.name)).filter(u=>!/\/system\/fake-libs/.test(u.path));if(t.length===0)return null;let e=t[0],n=e.name.indexOf("art")!==-1?"art":"dalvik",r=n==="art",o={module:e,find(u){let{module:m}=this,h=m.findExportByName(u);return h===null&&(h=m.findSymbolByName(u)),h},flavor:n,addLocalReference:null};o.isApiLevel34OrApexEquivalent=r&&(o.find("_ZN3art7AppInfo29GetPrimaryApkReferenceProfileEv")!==null||o.find("_ZN3art6Thread15RunFlipFunctionEPS0_")!==null);let i=r?{functions:{JNI_GetCreatedJavaVMs:["JNI_GetCreatedJavaVMs","int",["pointer","int","pointer"]],artInterpreterToCompiledCodeBridge:function(u){this.artInterpreterToCompiledCodeBridge=u},_ZN3art9JavaVMExt12AddGlobalRefEPNS_6ThreadENS_6ObjPtrINS_6mirror6ObjectEEE:["art::JavaVMExt::AddGlobalRef","pointer",["pointer","pointer","pointer"]],_ZN3art9JavaVMExt12AddGlobalRefEPNS_6ThreadEPNS_6mirror6ObjectE:["art::JavaVMExt::AddGlobalRef","pointer",["pointer","pointer","pointer"]],_ZN3art17ReaderWriterMutex13ExclusiveLockEPNS_6ThreadE:["art::ReaderWriterMutex::ExclusiveLock","void",["pointer","pointer"]],_ZN3art17ReaderWriterMutex15ExclusiveUnlockEPNS_6ThreadE:["art::ReaderWriterMutex::ExclusiveUnlock","void",["pointer","pointer"]],_ZN3art22IndirectReferenceTable3AddEjPNS_6mirror6ObjectE:function(u){this["art::IndirectReferenceTable::Add"]=new NativeFunction(u,"pointer",["pointer","uint","pointer"],Q)},_ZN3art22IndirectReferenceTable3AddENS_15IRTSegmentStateENS_6ObjPtrINS_6mirror6ObjectEEE:function(u){this["art::IndirectReferenceTable::Add"]=new NativeFunction(u,"pointer",["pointer","uint","pointer"],Q)},_ZN3art9JavaVMExt12DecodeGlobalEPv:function(u){let m;re()>=26?m=Vl(u,["pointer","pointer"]):m=new NativeFunction(u,"pointer",["pointer","pointer"],Q),this["art::JavaVMExt::DecodeGlobal"]=function(h,_,g){return m(h,g)}},_ZN3art9JavaVMExt12DecodeGlobalEPNS_6ThreadEPv:["art::JavaVMExt::DecodeGlobal","pointer",["pointer","pointer","pointer"]],_ZNK3art6Thread19DecodeGlobalJObjectEP8_jobject:["art::Thread::DecodeJObject","pointer",["pointer","pointer"]],_ZNK3art6Thread13DecodeJObjectEP8_jobject:["art::Thread::DecodeJObject","pointer",["pointer","pointer"]],_ZN3art10ThreadList10SuspendAllEPKcb:["art::ThreadList::SuspendAll","void",["pointer","pointer","bool"]],_ZN3art10ThreadList10SuspendAllEv:function(u){let m=new NativeFunction(u,"void",["pointer"],Q);this["art::ThreadList::SuspendAll"]=function(h,_,g){return m(h)}},_ZN3art10ThreadList9ResumeAllEv:["art::ThreadList::ResumeAll","void",["pointer"]],_ZN3art11ClassLinker12VisitClassesEPNS_12ClassVisitorE:["art::ClassLinker::VisitClasses","void",["pointer","pointer"]],_ZN3art11ClassLinker12VisitClassesEPFbPNS_6mirror5ClassEPvES4_:function(u){let m=new NativeFunction(u,"void",["pointer","pointer","pointer"],Q);this["art::ClassLinker::VisitClasses"]=function(h,_){m(h,_,NULL)}},_ZNK3art11ClassLinker17VisitClassLoadersEPNS_18ClassLoaderVisitorE:["art::ClassLinker::VisitClassLoaders","void",["pointer","pointer"]],_ZN3art2gc4Heap12VisitObjectsEPFvPNS_6mirror6ObjectEPvES5_:["art::gc::Heap::VisitObjects","void",["pointer","pointer","pointer"]],_ZN3art2gc4Heap12GetInstancesERNS_24VariableSizedHandleScopeENS_6HandleINS_6mirror5ClassEEEiRNSt3__16vectorINS4_INS5_6ObjectEEENS8_9allocatorISB_EEEE:["art::gc::Heap::GetInstances","void",["pointer","pointer","pointer","int","pointer"]],_ZN3art2gc4Heap12GetInstancesERNS_24VariableSizedHandleScopeENS_6HandleINS_6mirror5ClassEEEbiRNSt3__16vectorINS4_INS5_6ObjectEEENS8_9allocatorISB_EEEE:function(u){let m=new NativeFunction(u,"void",["pointer","pointer","pointer","bool","int","pointer"],Q);this["art::gc::Heap::GetInstances"]=function(h,_,g,v,x){m(h,_,g,0,v,x)}},_ZN3art12StackVisitorC2EPNS_6ThreadEPNS_7ContextENS0_13StackWalkKindEjb:["art::StackVisitor::StackVisitor","void",["pointer","pointer","pointer","uint","uint","bool"]],_ZN3art12StackVisitorC2EPNS_6ThreadEPNS_7ContextENS0_13StackWalkKindEmb:["art::StackVisitor::StackVisitor","void",["pointer","pointer","pointer","uint","size_t","bool"]],_ZN3art12StackVisitor9WalkStackILNS0_16CountTransitionsE0EEEvb:["art::StackVisitor::WalkStack","void",["pointer","bool"]],_ZNK3art12StackVisitor9GetMethodEv:["art::StackVisitor::GetMethod","pointer",["pointer"]],_ZNK3art12StackVisitor16DescribeLocationEv:function(u){this["art::StackVisitor::DescribeLocation"]=an(u,["pointer"])},_ZNK3art12StackVisitor24GetCurrentQuickFrameInfoEv:function(u){this["art::StackVisitor::GetCurrentQuickFrameInfo"]=wd(u)},_ZN3art7Context6CreateEv:["art::Context::Create","pointer",[]],_ZN3art6Thread18GetLongJumpContextEv:["art::Thread::GetLongJumpContext","pointer",["pointer"]],_ZN3art6mirror5Class13GetDescriptorEPNSt3__112basic_stringIcNS2_11char_traitsIcEENS2_9allocatorIcEEEE:function(u){this["art::mirror::Class::GetDescriptor"]=u},_ZN3art6mirror5Class11GetLocationEv:function(u){this["art::mirror::Class::GetLocation"]=an(u,["pointer"])},_ZN3art9ArtMethod12PrettyMethodEb:function(u){this["art::ArtMethod::PrettyMethod"]=an(u,["pointer","bool"])},_ZN3art12PrettyMethodEPNS_9ArtMethodEb:function(u){this["art::ArtMethod::PrettyMethodNullSafe"]=an(u,["pointer","bool"])},_ZN3art6Thread14CurrentFromGdbEv:["art::Thread::CurrentFromGdb","pointer",[]],_ZN3art6mirror6Object5CloneEPNS_6ThreadE:function(u){this["art::mirror::Object::Clone"]=new NativeFunction(u,"pointer",["pointer","pointer"],Q)},_ZN3art6mirror6Object5CloneEPNS_6ThreadEm:function(u){let m=new NativeFunction(u,"pointer",["pointer","pointer","pointer"],Q);this["art::mirror::Object::Clone"]=function(h,_){let g=NULL;return m(h,_,g)}},_ZN3art6mirror6Object5CloneEPNS_6ThreadEj:function(u){let m=new NativeFunction(u,"pointer",["pointer","pointer","uint"],Q);this["art::mirror::Object::Clone"]=function(h,_){return m(h,_,0)}},_ZN3art3Dbg14SetJdwpAllowedEb:["art::Dbg::SetJdwpAllowed","void",["bool"]],_ZN3art3Dbg13ConfigureJdwpERKNS_4JDWP11JdwpOptionsE:["art::Dbg::ConfigureJdwp","void",["pointer"]],_ZN3art31InternalDebuggerControlCallback13StartDebuggerEv:["art::InternalDebuggerControlCallback::StartDebugger","void",["pointer"]],_ZN3art3Dbg9StartJdwpEv:["art::Dbg::StartJdwp","void",[]],_ZN3art3Dbg8GoActiveEv:["art::Dbg::GoActive","void",[]],_ZN3art3Dbg21RequestDeoptimizationERKNS_21DeoptimizationRequestE:["art::Dbg::RequestDeoptimization","void",["pointer"]],_ZN3art3Dbg20ManageDeoptimizationEv:["art::Dbg::ManageDeoptimization","void",[]],_ZN3art15instrumentation15Instrumentation20EnableDeoptimizationEv:["art::Instrumentation::EnableDeoptimization","void",["pointer"]],_ZN3art15instrumentation15Instrumentation20DeoptimizeEverythingEPKc:["art::Instrumentation::DeoptimizeEverything","void",["pointer","pointer"]],_ZN3art15instrumentation15Instrumentation20DeoptimizeEverythingEv:function(u){let m=new NativeFunction(u,"void",["pointer"],Q);this["art::Instrumentation::DeoptimizeEverything"]=function(h,_){m(h)}},_ZN3art7Runtime19DeoptimizeBootImageEv:["art::Runtime::DeoptimizeBootImage","void",["pointer"]],_ZN3art15instrumentation15Instrumentation10DeoptimizeEPNS_9ArtMethodE:["art::Instrumentation::Deoptimize","void",["pointer","pointer"]],_ZN3art3jni12JniIdManager14DecodeMethodIdEP10_jmethodID:["art::jni::JniIdManager::DecodeMethodId","pointer",["pointer","pointer"]],_ZN3art3jni12JniIdManager13DecodeFieldIdEP9_jfieldID:["art::jni::JniIdManager::DecodeFieldId","pointer",["pointer","pointer"]],_ZN3art11interpreter18GetNterpEntryPointEv:["art::interpreter::GetNterpEntryPoint","pointer",[]],_ZN3art7Monitor17TranslateLocationEPNS_9ArtMethodEjPPKcPi:["art::Monitor::TranslateLocation","void",["pointer","uint32","pointer","pointer"]]},variables:{_ZN3art3Dbg9gRegistryE:function(u){this.isJdwpStarted=()=>!u.readPointer().isNull()},_ZN3art3Dbg15gDebuggerActiveE:function(u){this.isDebuggerActive=()=>!!u.readU8()}},optionals:new Set(["artInterpreterToCompiledCodeBridge","_ZN3art9JavaVMExt12AddGlobalRefEPNS_6ThreadENS_6ObjPtrINS_6mirror6ObjectEEE","_ZN3art9JavaVMExt12AddGlobalRefEPNS_6ThreadEPNS_6mirror6ObjectE","_ZN3art9JavaVMExt12DecodeGlobalEPv","_ZN3art9JavaVMExt12DecodeGlobalEPNS_6ThreadEPv","_ZNK3art6Thread19DecodeGlobalJObjectEP8_jobject","_ZNK3art6Thread13DecodeJObjectEP8_jobject","_ZN3art10ThreadList10SuspendAllEPKcb","_ZN3art10ThreadList10SuspendAllEv","_ZN3art11ClassLinker12VisitClassesEPNS_12ClassVisitorE","_ZN3art11ClassLinker12VisitClassesEPFbPNS_6mirror5ClassEPvES4_","_ZNK3art11ClassLinker17VisitClassLoadersEPNS_18ClassLoaderVisitorE","_ZN3art6mirror6Object5CloneEPNS_6ThreadE","_ZN3art6mirror6Object5CloneEPNS_6ThreadEm","_ZN3art6mirror6Object5CloneEPNS_6ThreadEj","_ZN3art22IndirectReferenceTable3AddEjPNS_6mirror6ObjectE","_ZN3art22IndirectReferenceTable3AddENS_15IRTSegmentStateENS_6ObjPtrINS_6mirror6ObjectEEE","_ZN3art2gc4Heap12VisitObjectsEPFvPNS_6mirror6ObjectEPvES5_","_ZN3art2gc4Heap12GetInstancesERNS_24VariableSizedHandleScopeENS_6HandleINS_6mirror5ClassEEEiRNSt3__16vectorINS4_INS5_6ObjectEEENS8_9allocatorISB_EEEE","_ZN3art2gc4Heap12GetInstancesERNS_24VariableSizedHandleScopeENS_6HandleINS_6mirror5ClassEEEbiRNSt3__16vectorINS4_INS5_6ObjectEEENS8_9allocatorISB_EEEE","_ZN3art12StackVisitorC2EPNS_6ThreadEPNS_7ContextENS0_13StackWalkKindEjb","_ZN3art12StackVisitorC2EPNS_6ThreadEPNS_7ContextENS0_13StackWalkKindEmb","_ZN3art12StackVisitor9WalkStackILNS0_16CountTransitionsE0EEEvb","_ZNK3art12StackVisitor9GetMethodEv","_ZNK3art12StackVisitor16DescribeLocationEv","_ZNK3art12StackVisitor24GetCurrentQuickFrameInfoEv","_ZN3art7Context6CreateEv","_ZN3art6Thread18GetLongJumpContextEv","_ZN3art6mirror5Class13GetDescriptorEPNSt3__112basic_stringIcNS2_11char_traitsIcEENS2_9allocatorIcEEEE","_ZN3art6mirror5Class11GetLocationEv","_ZN3art9ArtMethod12PrettyMethodEb","_ZN3art12PrettyMethodEPNS_9ArtMethodEb","_ZN3art3Dbg13ConfigureJdwpERKNS_4JDWP11JdwpOptionsE","_ZN3art31InternalDebuggerControlCallback13StartDebuggerEv","_ZN3art3Dbg15gDebuggerActiveE","_ZN3art15instrumentation15Instrumentation20EnableDeoptimizationEv","_ZN3art15instrumentation15Instrumentation20DeoptimizeEverythingEPKc","_ZN3art15instrumentation15Instrumentation20DeoptimizeEverythingEv","_ZN3art7Runtime19DeoptimizeBootImageEv","_ZN3art15instrumentation15Instrumentation10DeoptimizeEPNS_9ArtMethodE","_ZN3art3Dbg9StartJdwpEv","_ZN3art3Dbg8GoActiveEv","_ZN3art3Dbg21RequestDeoptimizationERKNS_21DeoptimizationRequestE","_ZN3art3Dbg20ManageDeoptimizationEv","_ZN3art3Dbg9gRegistryE","_ZN3art3jni12JniIdManager14DecodeMethodIdEP10_jmethodID","_ZN3art3jni12JniIdManager13DecodeFieldIdEP9_jfieldID","_ZN3art11interpreter18GetNterpEntryPointEv","_ZN3art7Monitor17TranslateLocationEPNS_9ArtMethodEjPPKcPi"])}:{functions:{_Z20dvmDecodeIndirectRefP6ThreadP8_jobject:["dvmDecodeIndirectRef","pointer",["pointer","pointer"]],_Z15dvmUseJNIBridgeP6MethodPv:["dvmUseJNIBridge","void",["pointer","pointer"]],_Z20dvmHeapSourceGetBasev:["dvmHeapSourceGetBase","pointer",[]],_Z21dvmHeapSourceGetLimitv:["dvmHeapSourceGetLimit","pointer",[]],_Z16dvmIsValidObjectPK6Object:["dvmIsValidObject","uint8",["pointer"]],JNI_GetCreatedJavaVMs:["JNI_GetCreatedJavaVMs","int",["pointer","int","pointer"]]},variables:{gDvmJni:function(u){this.gDvmJni=u},gDvm:function(u){this.gDvm=u}}},{functions:s={},variables:c={},optionals:a=new Set}=i,l=[];for(let[u,m]of Object.entries(s)){let h=o.find(u);h!==null?typeof m=="function"?m.call(o,h):o[m[0]]=new NativeFunction(h,m[1],m[2],Q):a.has(u)||l.push(u)}for(let[u,m]of Object.entries(c)){let h=o.find(u);h!==null?m.call(o,h):a.has(u)||l.push(u)}if(l.length>0)throw new Error("Java API only partially available; please file a bug. Missing: "+l.join(", "));let d=Memory.alloc(E),p=Memory.alloc(Yc);if(pe("JNI_GetCreatedJavaVMs",o.JNI_GetCreatedJavaVMs(d,1,p)),p.readInt()===0)return null;if(o.vm=d.readPointer(),r){let u=re(),m;u>=27?m=33554432:u>=24?m=16777216:m=0,o.kAccCompileDontBother=m;let h=o.vm.add(E).readPointer();o.artRuntime=h;let _=pi(o),g=_.offset,v=g.instrumentation;o.artInstrumentation=v!==null?h.add(v):null,xr()>=36e7&&o.artInstrumentation!=null&&(o.artInstrumentation=o.artInstrumentation.readPointer()),o.artHeap=h.add(g.heap).readPointer(),o.artThreadList=h.add(g.threadList).readPointer();let A=h.add(g.classLinker).readPointer(),M=cd(h,_).offset,O=A.add(M.quickResolutionTrampoline).readPointer(),N=A.add(M.quickImtConflictTrampoline).readPointer(),L=A.add(M.quickGenericJniTrampoline).readPointer(),S=A.add(M.quickToInterpreterBridgeTrampoline).readPointer();o.artClassLinker={address:A,quickResolutionTrampoline:O,quickImtConflictTrampoline:N,quickGenericJniTrampoline:L,quickToInterpreterBridgeTrampoline:S};let T=new Ae(o);o.artQuickGenericJniTrampoline=lr(L,T),o.artQuickToInterpreterBridge=lr(S,T),o.artQuickResolutionTrampoline=lr(O,T),o["art::JavaVMExt::AddGlobalRef"]===void 0&&(o["art::JavaVMExt::AddGlobalRef"]=ru(o)),o["art::JavaVMExt::DecodeGlobal"]===void 0&&(o["art::JavaVMExt::DecodeGlobal"]=ou(o)),o["art::ArtMethod::PrettyMethod"]===void 0&&(o["art::ArtMethod::PrettyMethod"]=o["art::ArtMethod::PrettyMethodNullSafe"]),o["art::interpreter::GetNterpEntryPoint"]!==void 0?o.artNterpEntryPoint=o["art::interpreter::GetNterpEntryPoint"]():o.artNterpEntryPoint=o.find("ExecuteNterpImpl"),se=Ad(o,T),cu(o);let j=null;Object.defineProperty(o,"jvmti",{get(){return j===null&&(j=[Hl(T,this.artRuntime)]),j[0]}})}let f=e.enumerateImports().filter(u=>u.name.indexOf("_Z")===0).reduce((u,m)=>(u[m.name]=m.address,u),{});return o.$new=new NativeFunction(f._Znwm||f._Znwj,"pointer",["ulong"],Q),o.$delete=new NativeFunction(f._ZdlPv,"void",["pointer"],Q),hi=r?vr:Er,o}function Hl(t,e){let n=null;return t.perform(()=>{let r=J().find("_ZN3art7Runtime18EnsurePluginLoadedEPKcPNSt3__112basic_stringIcNS3_11char_traitsIcEENS3_9allocatorIcEEEE");if(r===null)return;let o=new NativeFunction(r,"bool",["pointer","pointer","pointer"]),i=Memory.alloc(E);if(!o(e,Memory.allocUtf8String("libopenjdkjvmti.so"),i))return;let c=Xt.v1_2|1073741824,a=t.tryGetEnvHandle(c);if(a===null)return;n=new Pe(a,t);let l=Memory.alloc(8);l.writeU64(en.canTagObjects),n.addCapabilities(l)!==0&&(n=null)}),n}function $l(t,e){J().flavor==="art"&&t.getClassName(e)}function Zl(t){return{offset:E===4?{globalsLock:32,globals:72}:{globalsLock:64,globals:112}}}function Kl(t){let e=t.vm,n=t.artRuntime,r=E===4?200:384,o=r+100*E,i=re(),s=fi(),{isApiLevel34OrApexEquivalent:c}=t,a=null;for(let d=r;d!==o;d+=E)if(n.add(d).readPointer().equals(e)){let f,u=null;i>=33||s==="Tiramisu"||c?(f=[d-4*E],u=d-E):i>=30||s==="R"?(f=[d-3*E,d-4*E],u=d-E):i>=29?f=[d-2*E]:i>=27?f=[d-Lt-3*E]:f=[d-Lt-2*E];for(let m of f){let h=m-E,_=h-E,g;c?g=_-9*E:i>=24?g=_-8*E:i>=23?g=_-7*E:g=_-4*E;let v={offset:{heap:g,threadList:_,internTable:h,classLinker:m,jniIdManager:u}};if(_i(n,v)!==null){a=v;break}}break}if(a===null)throw new Error("Unable to determine Runtime field offsets");let l=xr()>=36e7;return a.offset.instrumentation=l?ed(t):ql(t),a.offset.jniIdsIndirection=od(t),a}var Wl={ia32:ei,x64:ei,arm:Ql,arm64:Yl};function ql(t){let e=t["art::Runtime::DeoptimizeBootImage"];return e===void 0?null:Fe(e,Wl[Process.arch],{limit:30})}function ei(t){if(t.mnemonic!=="lea")return null;let e=t.operands[1].value.disp;return e<256||e>1024?null:e}function Ql(t){if(t.mnemonic!=="add.w")return null;let e=t.operands;if(e.length!==3)return null;let n=e[2];return n.type!=="imm"?null:n.value}function Yl(t){if(t.mnemonic!=="add")return null;let e=t.operands;if(e.length!==3||e[0].value==="sp"||e[1].value==="sp")return null;let n=e[2];if(n.type!=="imm")return null;let r=n.value.valueOf();return r<256||r>1024?null:r}var Xl={ia32:ti,x64:ti,arm:td,arm64:nd};function ed(t){let e=t["art::Runtime::DeoptimizeBootImage"];return e===void 0?null:Fe(e,Xl[Process.arch],{limit:30})}function ti(t){if(t.mnemonic!=="mov")return null;let e=t.operands;if(e[0].value!=="rax")return null;let r=e[1];if(r.type!=="mem")return null;let o=r.value;if(o.base!=="rdi")return null;let i=o.disp;return i<256||i>1024?null:i}function td(t){return null}function nd(t){if(t.mnemonic!=="ldr")return null;let e=t.operands;if(e[0].value==="x0")return null;let n=e[1].value;if(n.base!=="x0")return null;let r=n.disp;return r<256||r>1024?null:r}var rd={ia32:ni,x64:ni,arm:id,arm64:sd};function od(t){let e=t.find("_ZN3art7Runtime12SetJniIdTypeENS_9JniIdTypeE");if(e===null)return null;let n=Fe(e,rd[Process.arch],{limit:20});if(n===null)throw new Error("Unable to determine Runtime.jni_ids_indirection_ offset");return n}function ni(t){return t.mnemonic==="cmp"?t.operands[0].value.disp:null}function id(t){return t.mnemonic==="ldr.w"?t.operands[1].value.disp:null}function sd(t,e){if(e===null)return null;let{mnemonic:n}=t,{mnemonic:r}=e;return n==="cmp"&&r==="ldr"||n==="bl"&&r==="str"?e.operands[1].value.disp:null}function ad(){let e={"4-21":136,"4-22":136,"4-23":172,"4-24":196,"4-25":196,"4-26":196,"4-27":196,"4-28":212,"4-29":172,"4-30":180,"4-31":180,"8-21":224,"8-22":224,"8-23":296,"8-24":344,"8-25":344,"8-26":352,"8-27":352,"8-28":392,"8-29":328,"8-30":336,"8-31":336}[`${E}-${re()}`];if(e===void 0)throw new Error("Unable to determine Instrumentation field offsets");return{offset:{forcedInterpretOnly:4,deoptimizationEnabled:e}}}function cd(t,e){let n=_i(t,e);if(n===null)throw new Error("Unable to determine ClassLinker field offsets");return n}function _i(t,e){if(sr!==null)return sr;let{classLinker:n,internTable:r}=e.offset,o=t.add(n).readPointer(),i=t.add(r).readPointer(),s=E===4?100:200,c=s+100*E,a=re(),l=null;for(let d=s;d!==c;d+=E)if(o.add(d).readPointer().equals(i)){let f;a>=30||fi()==="R"?f=6:a>=29?f=4:a>=23?f=3:f=5;let u=d+f*E,m;a>=23?m=u-2*E:m=u-3*E,l={offset:{quickResolutionTrampoline:m,quickImtConflictTrampoline:u-E,quickGenericJniTrampoline:u,quickToInterpreterBridgeTrampoline:u+E}};break}return l!==null&&(sr=l),l}function Ar(t){let n=null;return t.perform(r=>{let o=_n(t),i=ge(t),s={artArrayLengthSize:4,artArrayEntrySize:o.size,artArrayMax:50},c={artArrayLengthSize:E,artArrayEntrySize:i.size,artArrayMax:100},a=(f,u,m)=>{let h=f.add(u).readPointer();if(h.isNull())return null;let _=m===4?h.readU32():h.readU64().valueOf();return _<=0?null:{length:_,data:h.add(m)}},l=(f,u,m,h)=>{try{let _=a(f,u,h.artArrayLengthSize);if(_===null)return!1;let g=Math.min(_.length,h.artArrayMax);for(let v=0;v!==g;v++)if(_.data.add(v*h.artArrayEntrySize).equals(m))return!0}catch{}return!1},d=r.findClass("java/lang/Thread"),p=r.newGlobalRef(d);try{let f;Ee(t,r,L=>{f=J()["art::JavaVMExt::DecodeGlobal"](t,L,p)});let u=ii(r.getFieldId(p,"name","Ljava/lang/String;")),m=ii(r.getStaticFieldId(p,"MAX_PRIORITY","I")),h=-1,_=-1;for(let L=0;L!==256;L+=4)h===-1&&l(f,L,m,s)&&(h=L),_===-1&&l(f,L,u,s)&&(_=L);if(_===-1||h===-1)throw new Error("Unable to find fields in java/lang/Thread; please file a bug");let g=_!==h?h:0,v=_,x=-1,A=Or(r.getMethodId(p,"getName","()Ljava/lang/String;"));for(let L=0;L!==256;L+=4)x===-1&&l(f,L,A,c)&&(x=L);if(x===-1)throw new Error("Unable to find methods in java/lang/Thread; please file a bug");let M=-1,N=a(f,x,c.artArrayLengthSize).length;for(let L=x;L!==256;L+=4)if(f.add(L).readU16()===N){M=L;break}if(M===-1)throw new Error("Unable to find copied methods in java/lang/Thread; please file a bug");n={offset:{ifields:v,methods:x,sfields:g,copiedMethodsOffset:M}}}finally{r.deleteLocalRef(d),r.deleteGlobalRef(p)}}),n}function ld(t){let e=J(),n;return t.perform(r=>{let o=r.findClass("android/os/Process"),i=Or(r.getStaticMethodId(o,"getElapsedCpuTime","()J"));r.deleteLocalRef(o);let s=Process.getModuleByName("libandroid_runtime.so"),c=s.base,a=c.add(s.size),l=re(),d=l<=21?8:E,p=rl|ol|il|cn,f=~(di|ul|dl)>>>0,u=null,m=null,h=2;for(let v=0;v!==64&&h!==0;v+=4){let x=i.add(v);if(u===null){let A=x.readPointer();A.compare(c)>=0&&A.compare(a)<0&&(u=v,h--)}m===null&&(x.readU32()&f)===p&&(m=v,h--)}if(h!==0)throw new Error("Unable to determine ArtMethod field offsets");let _=u+d;n={size:l<=21?_+32:_+E,offset:{jniCode:u,quickCode:_,accessFlags:m}},"artInterpreterToCompiledCodeBridge"in e&&(n.offset.interpreterCode=u-d)}),n}function _n(t){let e=re();return e>=23?{size:16,offset:{accessFlags:4}}:e>=21?{size:24,offset:{accessFlags:12}}:null}function dd(t){let e=re(),n;return t.perform(r=>{let o=gn(r),i=r.handle,s=null,c=null,a=null,l=null,d=null,p=null;for(let f=144;f!==256;f+=E)if(o.add(f).readPointer().equals(i)){c=f-6*E,d=f-4*E,p=f+2*E,e<=22&&(c-=E,s=c-E-72-12,a=f+6*E,d-=E,p-=E),l=f+9*E,e<=22&&(l+=2*E+4,E===8&&(l+=4)),e>=23&&(l+=E);break}if(l===null)throw new Error("Unable to determine ArtThread field offsets");n={offset:{isExceptionReportedToInstrumentation:s,exception:c,throwLocation:a,topHandleScope:l,managedStack:d,self:p}}}),n}function ud(){return re()>=23?{offset:{topQuickFrame:0,link:E}}:{offset:{topQuickFrame:2*E,link:0}}}var pd={ia32:ri,x64:ri,arm:fd,arm64:hd};function lr(t,e){let n;return e.perform(r=>{let o=gn(r),i=pd[Process.arch],s=Instruction.parse(t),c=i(s);c!==null?n=o.add(c).readPointer():n=t}),n}function ri(t){return t.mnemonic==="jmp"?t.operands[0].value.disp:null}function fd(t){return t.mnemonic==="ldr.w"?t.operands[1].value.disp:null}function hd(t){return t.mnemonic==="ldr"?t.operands[1].value.disp:null}function gn(t){return t.handle.add(E).readPointer()}function md(){return Tr("ro.build.version.release")}function _d(){return Tr("ro.build.version.codename")}function gd(){return parseInt(Tr("ro.build.version.sdk"),10)}function yd(){try{let t=File.readAllText("/proc/self/mountinfo"),e=null,n=new Map;for(let o of t.trimEnd().split(`
`)){let i=o.split(" "),s=i[4];if(!s.startsWith("/apex/com.android.art"))continue;let c=i[10];s.includes("@")?n.set(c,s.split("@")[1]):e=c}let r=n.get(e);return r!==void 0?parseInt(r):oi()}catch{return oi()}}function oi(){return re()*1e7}var dr=null,bd=92;function Tr(t){dr===null&&(dr=new NativeFunction(Process.getModuleByName("libc.so").getExportByName("__system_property_get"),"int",["pointer","pointer"],Q));let e=Memory.alloc(bd);return dr(Memory.allocUtf8String(t),e),e.readUtf8String()}function Ee(t,e,n){let r=Bl(t,e),o=gn(e).toString();if(At[o]=n,r(e.handle),At[o]!==void 0)throw delete At[o],new Error("Unable to perform state transition; please file a bug")}function vd(t,e){let n=new NativeCallback(Ed,"void",["pointer"]);return bi(t,e,n)}function Ed(t){let e=t.toString(),n=At[e];delete At[e],n(t)}function Cr(t){let e=J(),n=e.artThreadList;e["art::ThreadList::SuspendAll"](n,Memory.allocUtf8String("frida"),!1?1:0);try{t()}finally{e["art::ThreadList::ResumeAll"](n)}}var mr=class{constructor(e){let n=Memory.alloc(4*E),r=n.add(E);n.writePointer(r);let o=new NativeCallback((i,s)=>e(s)===!0?1:0,"bool",["pointer","pointer"]);r.add(2*E).writePointer(o),this.handle=n,this._onVisit=o}};function Lr(t){return J()["art::ClassLinker::VisitClasses"]instanceof NativeFunction?new mr(t):new NativeCallback(n=>t(n)===!0?1:0,"bool",["pointer","pointer"])}var _r=class{constructor(e){let n=Memory.alloc(4*E),r=n.add(E);n.writePointer(r);let o=new NativeCallback((i,s)=>{e(s)},"void",["pointer","pointer"]);r.add(2*E).writePointer(o),this.handle=n,this._onVisit=o}};function Nr(t){return new _r(t)}var Sd={"include-inlined-frames":0,"skip-inlined-frames":1},gr=class{constructor(e,n,r,o=0,i=!0){let s=J(),c=512,a=3*E,l=Memory.alloc(c+a);s["art::StackVisitor::StackVisitor"](l,e,n,Sd[r],o,i?1:0);let d=l.add(c);l.writePointer(d);let p=new NativeCallback(this._visitFrame.bind(this),"bool",["pointer"]);d.add(2*E).writePointer(p),this.handle=l,this._onVisitFrame=p;let f=l.add(E===4?12:24);this._curShadowFrame=f,this._curQuickFrame=f.add(E),this._curQuickFramePc=f.add(2*E),this._curOatQuickMethodHeader=f.add(3*E),this._getMethodImpl=s["art::StackVisitor::GetMethod"],this._descLocImpl=s["art::StackVisitor::DescribeLocation"],this._getCQFIImpl=s["art::StackVisitor::GetCurrentQuickFrameInfo"]}walkStack(e=!1){J()["art::StackVisitor::WalkStack"](this.handle,e?1:0)}_visitFrame(){return this.visitFrame()?1:0}visitFrame(){throw new Error("Subclass must implement visitFrame")}getMethod(){let e=this._getMethodImpl(this.handle);return e.isNull()?null:new dn(e)}getCurrentQuickFramePc(){return this._curQuickFramePc.readPointer()}getCurrentQuickFrame(){return this._curQuickFrame.readPointer()}getCurrentShadowFrame(){return this._curShadowFrame.readPointer()}describeLocation(){let e=new fn;return this._descLocImpl(e,this.handle),e.disposeToString()}getCurrentOatQuickMethodHeader(){return this._curOatQuickMethodHeader.readPointer()}getCurrentQuickFrameInfo(){return this._getCQFIImpl(this.handle)}},dn=class{constructor(e){this.handle=e}prettyMethod(e=!0){let n=new fn;return J()["art::ArtMethod::PrettyMethod"](n,this.handle,e?1:0),n.disposeToString()}toString(){return`ArtMethod(handle=${this.handle})`}};function wd(t){return function(e){let n=Memory.alloc(12);return zl(t)(n,e),{frameSizeInBytes:n.readU32(),coreSpillMask:n.add(4).readU32(),fpSpillMask:n.add(8).readU32()}}}function Id(t){let e=NULL;switch(Process.arch){case"ia32":e=pt(32,n=>{n.putMovRegRegOffsetPtr("ecx","esp",4),n.putMovRegRegOffsetPtr("edx","esp",8),n.putCallAddressWithArguments(t,["ecx","edx"]),n.putMovRegReg("esp","ebp"),n.putPopReg("ebp"),n.putRet()});break;case"x64":e=pt(32,n=>{n.putPushReg("rdi"),n.putCallAddressWithArguments(t,["rsi"]),n.putPopReg("rdi"),n.putMovRegPtrReg("rdi","rax"),n.putMovRegOffsetPtrReg("rdi",8,"edx"),n.putRet()});break;case"arm":e=pt(16,n=>{n.putCallAddressWithArguments(t,["r0","r1"]),n.putPopRegs(["r0","lr"]),n.putMovRegReg("pc","lr")});break;case"arm64":e=pt(64,n=>{n.putPushRegReg("x0","lr"),n.putCallAddressWithArguments(t,["x1"]),n.putPopRegReg("x2","lr"),n.putStrRegRegOffset("x0","x2",0),n.putStrRegRegOffset("w1","x2",8),n.putRet()});break}return new NativeFunction(e,"void",["pointer","pointer"],Q)}var xd={ia32:globalThis.X86Relocator,x64:globalThis.X86Relocator,arm:globalThis.ThumbRelocator,arm64:globalThis.Arm64Relocator},yr={ia32:globalThis.X86Writer,x64:globalThis.X86Writer,arm:globalThis.ThumbWriter,arm64:globalThis.Arm64Writer};function pt(t,e){ar===null&&(ar=Memory.alloc(Process.pageSize));let n=ar.add(Qo),r=Process.arch,o=yr[r];return Memory.patchCode(n,t,i=>{let s=new o(i,{pc:n});if(e(s),s.flush(),s.offset>t)throw new Error(`Wrote ${s.offset}, exceeding maximum of ${t}`)}),Qo+=t,r==="arm"?n.or(1):n}function kd(t,e){Td(e),jd(e)}function Ad(t,e){let n=ft(e).offset,r=Ul().offset,o=`
#include <gum/guminterceptor.h>

extern GMutex lock;
extern GHashTable * methods;
extern GHashTable * replacements;
extern gpointer last_seen_art_method;

extern gpointer get_oat_quick_method_header_impl (gpointer method, gpointer pc);

void
init (void)
{
  g_mutex_init (&lock);
  methods = g_hash_table_new_full (NULL, NULL, NULL, NULL);
  replacements = g_hash_table_new_full (NULL, NULL, NULL, NULL);
}

void
finalize (void)
{
  g_hash_table_unref (replacements);
  g_hash_table_unref (methods);
  g_mutex_clear (&lock);
}

gboolean
is_replacement_method (gpointer method)
{
  gboolean is_replacement;

  g_mutex_lock (&lock);

  is_replacement = g_hash_table_contains (replacements, method);

  g_mutex_unlock (&lock);

  return is_replacement;
}

gpointer
get_replacement_method (gpointer original_method)
{
  gpointer replacement_method;

  g_mutex_lock (&lock);

  replacement_method = g_hash_table_lookup (methods, original_method);

  g_mutex_unlock (&lock);

  return replacement_method;
}

void
set_replacement_method (gpointer original_method,
                        gpointer replacement_method)
{
  g_mutex_lock (&lock);

  g_hash_table_insert (methods, original_method, replacement_method);
  g_hash_table_insert (replacements, replacement_method, original_method);

  g_mutex_unlock (&lock);
}

void
synchronize_replacement_methods (guint quick_code_offset,
                                 void * nterp_entrypoint,
                                 void * quick_to_interpreter_bridge)
{
  GHashTableIter iter;
  gpointer hooked_method, replacement_method;

  g_mutex_lock (&lock);

  g_hash_table_iter_init (&iter, methods);
  while (g_hash_table_iter_next (&iter, &hooked_method, &replacement_method))
  {
    void ** quick_code;

    *((uint32_t *) replacement_method) = *((uint32_t *) hooked_method);

    quick_code = hooked_method + quick_code_offset;
    if (*quick_code == nterp_entrypoint)
      *quick_code = quick_to_interpreter_bridge;
  }

  g_mutex_unlock (&lock);
}

void
delete_replacement_method (gpointer original_method)
{
  gpointer replacement_method;

  g_mutex_lock (&lock);

  replacement_method = g_hash_table_lookup (methods, original_method);
  if (replacement_method != NULL)
  {
    g_hash_table_remove (methods, original_method);
    g_hash_table_remove (replacements, replacement_method);
  }

  g_mutex_unlock (&lock);
}

gpointer
translate_method (gpointer method)
{
  gpointer translated_method;

  g_mutex_lock (&lock);

  translated_method = g_hash_table_lookup (replacements, method);

  g_mutex_unlock (&lock);

  return (translated_method != NULL) ? translated_method : method;
}

gpointer
find_replacement_method_from_quick_code (gpointer method,
                                         gpointer thread)
{
  gpointer replacement_method;
  gpointer managed_stack;
  gpointer top_quick_frame;
  gpointer link_managed_stack;
  gpointer * link_top_quick_frame;

  replacement_method = get_replacement_method (method);
  if (replacement_method == NULL)
    return NULL;

  /*
   * Stack check.
   *
   * Return NULL to indicate that the original method should be invoked, otherwise
   * return a pointer to the replacement ArtMethod.
   *
   * If the caller is our own JNI replacement stub, then a stack transition must
   * have been pushed onto the current thread's linked list.
   *
   * Therefore, we invoke the original method if the following conditions are met:
   *   1- The current managed stack is empty.
   *   2- The ArtMethod * inside the linked managed stack's top quick frame is the
   *      same as our replacement.
   */
  managed_stack = thread + ${n.managedStack};
  top_quick_frame = *((gpointer *) (managed_stack + ${r.topQuickFrame}));
  if (top_quick_frame != NULL)
    return replacement_method;

  link_managed_stack = *((gpointer *) (managed_stack + ${r.link}));
  if (link_managed_stack == NULL)
    return replacement_method;

  link_top_quick_frame = GSIZE_TO_POINTER (*((gsize *) (link_managed_stack + ${r.topQuickFrame})) & ~((gsize) 1));
  if (link_top_quick_frame == NULL || *link_top_quick_frame != replacement_method)
    return replacement_method;

  return NULL;
}

void
on_interpreter_do_call (GumInvocationContext * ic)
{
  gpointer method, replacement_method;

  method = gum_invocation_context_get_nth_argument (ic, 0);

  replacement_method = get_replacement_method (method);
  if (replacement_method != NULL)
    gum_invocation_context_replace_nth_argument (ic, 0, replacement_method);
}

gpointer
on_art_method_get_oat_quick_method_header (gpointer method,
                                           gpointer pc)
{
  if (is_replacement_method (method))
    return NULL;

  return get_oat_quick_method_header_impl (method, pc);
}

void
on_art_method_pretty_method (GumInvocationContext * ic)
{
  const guint this_arg_index = ${Process.arch==="arm64"?0:1};
  gpointer method;

  method = gum_invocation_context_get_nth_argument (ic, this_arg_index);
  if (method == NULL)
    gum_invocation_context_replace_nth_argument (ic, this_arg_index, last_seen_art_method);
  else
    last_seen_art_method = method;
}

void
on_leave_gc_concurrent_copying_copying_phase (GumInvocationContext * ic)
{
  GHashTableIter iter;
  gpointer hooked_method, replacement_method;

  g_mutex_lock (&lock);

  g_hash_table_iter_init (&iter, methods);
  while (g_hash_table_iter_next (&iter, &hooked_method, &replacement_method))
    *((uint32_t *) replacement_method) = *((uint32_t *) hooked_method);

  g_mutex_unlock (&lock);
}
`,i=8,s=E,c=E,a=E,d=Memory.alloc(i+s+c+a),p=d.add(i),f=p.add(s),u=f.add(c),m=t.find(E===4?"_ZN3art9ArtMethod23GetOatQuickMethodHeaderEj":"_ZN3art9ArtMethod23GetOatQuickMethodHeaderEm"),h=new CModule(o,{lock:d,methods:p,replacements:f,last_seen_art_method:u,get_oat_quick_method_header_impl:m??ptr("0xdeadbeef")}),_={exceptions:"propagate",scheduling:"exclusive"};return{handle:h,replacedMethods:{isReplacement:new NativeFunction(h.is_replacement_method,"bool",["pointer"],_),get:new NativeFunction(h.get_replacement_method,"pointer",["pointer"],_),set:new NativeFunction(h.set_replacement_method,"void",["pointer","pointer"],_),synchronize:new NativeFunction(h.synchronize_replacement_methods,"void",["uint","pointer","pointer"],_),delete:new NativeFunction(h.delete_replacement_method,"void",["pointer"],_),translate:new NativeFunction(h.translate_method,"pointer",["pointer"],_),findReplacementFromQuickCode:h.find_replacement_method_from_quick_code},getOatQuickMethodHeaderImpl:m,hooks:{Interpreter:{doCall:h.on_interpreter_do_call},ArtMethod:{getOatQuickMethodHeader:h.on_art_method_get_oat_quick_method_header,prettyMethod:h.on_art_method_pretty_method},Gc:{copyingPhase:{onLeave:h.on_leave_gc_concurrent_copying_copying_phase},runFlip:{onEnter:h.on_leave_gc_concurrent_copying_copying_phase}}}}}function Td(t){Xo||(Xo=!0,Cd(t),Ld(),Nd(),Md())}function Cd(t){let e=J();[e.artQuickGenericJniTrampoline,e.artQuickToInterpreterBridge,e.artQuickResolutionTrampoline].forEach(r=>{Memory.protect(r,32,"rwx");let o=new pn(r);o.activate(t),mi.push(o)})}function Ld(){let t=J(),e=re(),{isApiLevel34OrApexEquivalent:n}=t,r;if(e<=22)r=/^_ZN3art11interpreter6DoCallILb[0-1]ELb[0-1]EEEbPNS_6mirror9ArtMethodEPNS_6ThreadERNS_11ShadowFrameEPKNS_11InstructionEtPNS_6JValueE$/;else if(e<=33&&!n)r=/^_ZN3art11interpreter6DoCallILb[0-1]ELb[0-1]EEEbPNS_9ArtMethodEPNS_6ThreadERNS_11ShadowFrameEPKNS_11InstructionEtPNS_6JValueE$/;else if(n)r=/^_ZN3art11interpreter6DoCallILb[0-1]EEEbPNS_9ArtMethodEPNS_6ThreadERNS_11ShadowFrameEPKNS_11InstructionEtbPNS_6JValueE$/;else throw new Error("Unable to find method invocation in ART; please file a bug");let o=t.module,i=[...o.enumerateExports(),...o.enumerateSymbols()].filter(s=>r.test(s.name));if(i.length===0)throw new Error("Unable to find method invocation in ART; please file a bug");for(let s of i)Interceptor.attach(s.address,se.hooks.Interpreter.doCall)}function Nd(){let t=J(),n=t.module.findSymbolByName("_ZN3art2gc4Heap22CollectGarbageInternalENS0_9collector6GcTypeENS0_7GcCauseEbj");if(n===null)return;let{artNterpEntryPoint:r,artQuickToInterpreterBridge:o}=t,i=ge(t.vm).offset.quickCode;Interceptor.attach(n,{onLeave(){se.replacedMethods.synchronize(i,r,o)}})}function Md(){let t=[["_ZN3art11ClassLinker26VisiblyInitializedCallback22MarkVisiblyInitializedEPNS_6ThreadE","e90340f8 : ff0ff0ff"],["_ZN3art11ClassLinker26VisiblyInitializedCallback29AdjustThreadVisibilityCounterEPNS_6ThreadEl","7f0f00f9 : 1ffcffff"]],e=J(),n=e.module;for(let[r,o]of t){let i=n.findSymbolByName(r);if(i===null)continue;let s=Memory.scanSync(i,8192,o);if(s.length===0)return;let{artNterpEntryPoint:c,artQuickToInterpreterBridge:a}=e,l=ge(e.vm).offset.quickCode;Interceptor.attach(s[0].address,function(){se.replacedMethods.synchronize(l,c,a)});return}}function jd(t){if(Yo)return;if(Yo=!0,!Rd()){let{getOatQuickMethodHeaderImpl:i}=se;if(i===null)return;try{Interceptor.replace(i,se.hooks.ArtMethod.getOatQuickMethodHeader)}catch{}}let e=re(),n=null,r=J();e>28?n=r.find("_ZN3art2gc9collector17ConcurrentCopying12CopyingPhaseEv"):e>22&&(n=r.find("_ZN3art2gc9collector17ConcurrentCopying12MarkingPhaseEv")),n!==null&&Interceptor.attach(n,se.hooks.Gc.copyingPhase);let o=null;o=r.find("_ZN3art6Thread15RunFlipFunctionEPS0_"),o===null&&(o=r.find("_ZN3art6Thread15RunFlipFunctionEPS0_b")),o!==null&&Interceptor.attach(o,se.hooks.Gc.runFlip)}var Od={arm:{signatures:[{pattern:["b0 68","01 30","0c d0","1b 98",":","c0 ff","c0 ff","00 ff","00 2f"],validateMatch:ur},{pattern:["d8 f8 08 00","01 30","0c d0","1b 98",":","f0 ff ff 0f","ff ff","00 ff","00 2f"],validateMatch:ur},{pattern:["b0 68","01 30","40 f0 c3 80","00 25",":","c0 ff","c0 ff","c0 fb 00 d0","ff f8"],validateMatch:ur}],instrument:Fd},arm64:{signatures:[{pattern:["0a 40 b9","1f 05 00 31","40 01 00 54","88 39 00 f0",":","fc ff ff","1f fc ff ff","1f 00 00 ff","00 00 00 9f"],offset:1,validateMatch:pr},{pattern:["0a 40 b9","1f 05 00 31","40 01 00 54","00 0e 40 f9",":","fc ff ff","1f fc ff ff","1f 00 00 ff","00 fc ff ff"],offset:1,validateMatch:pr},{pattern:["0a 40 b9","1f 05 00 31","01 34 00 54","e0 03 1f aa",":","fc ff ff","1f fc ff ff","1f 00 00 ff","e0 ff ff ff"],offset:1,validateMatch:pr}],instrument:Dd}};function ur({address:t,size:e}){let n=Instruction.parse(t.or(1)),[r,o]=n.operands,i=o.value.base,s=r.value,c=Instruction.parse(n.next.add(2)),a=ptr(c.operands[0].value),l=c.address.add(c.size),d,p;return c.mnemonic==="beq"?(d=l,p=a):(d=a,p=l),Fe(d.or(1),f,{limit:3});function f(u){let{mnemonic:m}=u;if(!(m==="ldr"||m==="ldr.w"))return null;let{base:h,disp:_}=u.operands[1].value;return h===i&&_===20?{methodReg:i,scratchReg:s,target:{whenTrue:a,whenRegularMethod:d,whenRuntimeMethod:p}}:null}}function pr({address:t,size:e}){let[n,r]=Instruction.parse(t).operands,o=r.value.base,i="x"+n.value.substring(1),s=Instruction.parse(t.add(8)),c=ptr(s.operands[0].value),a=t.add(12),l,d;return s.mnemonic==="b.eq"?(l=a,d=c):(l=c,d=a),Fe(l,p,{limit:3});function p(f){if(f.mnemonic!=="ldr")return null;let{base:u,disp:m}=f.operands[1].value;return u===o&&m===24?{methodReg:o,scratchReg:i,target:{whenTrue:c,whenRegularMethod:l,whenRuntimeMethod:d}}:null}}function Rd(){if(re()<31)return!1;let t=Od[Process.arch];if(t===void 0)return!1;let e=t.signatures.map(({pattern:r,offset:o=0,validateMatch:i=Pd})=>({pattern:new MatchPattern(r.join("")),offset:o,validateMatch:i})),n=[];for(let{base:r,size:o}of J().module.enumerateRanges("--x"))for(let{pattern:i,offset:s,validateMatch:c}of e){let a=Memory.scanSync(r,o,i).map(({address:l,size:d})=>({address:l.sub(s),size:d+s})).filter(l=>{let d=c(l);return d===null?!1:(l.validationResult=d,!0)});n.push(...a)}return n.length===0?!1:(n.forEach(t.instrument),!0)}function Pd(){return{}}var un=class{constructor(e,n,r){this.address=e,this.size=n,this.originalCode=e.readByteArray(n),this.trampoline=r}revert(){Memory.patchCode(this.address,this.size,e=>{e.writeByteArray(this.originalCode)})}};function Fd({address:t,size:e,validationResult:n}){let{methodReg:r,target:o}=n,i=Memory.alloc(Process.pageSize),s=e;Memory.patchCode(i,256,c=>{let a=new ThumbWriter(c,{pc:i}),l=new ThumbRelocator(t,a);for(let m=0;m!==2;m++)l.readOne();l.writeAll(),l.readOne(),l.skipOne(),a.putBCondLabel("eq","runtime_or_replacement_method");let d=[45,237,16,10];a.putBytes(d);let p=["r0","r1","r2","r3"];a.putPushRegs(p),a.putCallAddressWithArguments(se.replacedMethods.isReplacement,[r]),a.putCmpRegImm("r0",0),a.putPopRegs(p);let f=[189,236,16,10];a.putBytes(f),a.putBCondLabel("ne","runtime_or_replacement_method"),a.putBLabel("regular_method"),l.readOne();let u=l.input.address.equals(o.whenRegularMethod);for(a.putLabel(u?"regular_method":"runtime_or_replacement_method"),l.writeOne();s<10;){let m=l.readOne();if(m===0){s=10;break}s=m}l.writeAll(),a.putBranchAddress(t.add(s+1)),a.putLabel(u?"runtime_or_replacement_method":"regular_method"),a.putBranchAddress(o.whenTrue),a.flush()}),kr.push(new un(t,s,i)),Memory.patchCode(t,s,c=>{let a=new ThumbWriter(c,{pc:t});a.putLdrRegAddress("pc",i.or(1)),a.flush()})}function Dd({address:t,size:e,validationResult:n}){let{methodReg:r,scratchReg:o,target:i}=n,s=Memory.alloc(Process.pageSize);Memory.patchCode(s,256,c=>{let a=new Arm64Writer(c,{pc:s}),l=new Arm64Relocator(t,a);for(let m=0;m!==2;m++)l.readOne();l.writeAll(),l.readOne(),l.skipOne(),a.putBCondLabel("eq","runtime_or_replacement_method");let d=["d0","d1","d2","d3","d4","d5","d6","d7","x0","x1","x2","x3","x4","x5","x6","x7","x8","x9","x10","x11","x12","x13","x14","x15","x16","x17"],p=d.length;for(let m=0;m!==p;m+=2)a.putPushRegReg(d[m],d[m+1]);a.putCallAddressWithArguments(se.replacedMethods.isReplacement,[r]),a.putCmpRegReg("x0","xzr");for(let m=p-2;m>=0;m-=2)a.putPopRegReg(d[m],d[m+1]);a.putBCondLabel("ne","runtime_or_replacement_method"),a.putBLabel("regular_method"),l.readOne();let f=l.input,u=f.address.equals(i.whenRegularMethod);a.putLabel(u?"regular_method":"runtime_or_replacement_method"),l.writeOne(),a.putBranchAddress(f.next),a.putLabel(u?"runtime_or_replacement_method":"regular_method"),a.putBranchAddress(i.whenTrue),a.flush()}),kr.push(new un(t,e,s)),Memory.patchCode(t,e,c=>{let a=new Arm64Writer(c,{pc:t});a.putLdrRegAddress(o,s),a.putBrReg(o),a.flush()})}function Ud(t){return new hi(t)}function Bd(t){return se.replacedMethods.translate(t)}function Mr(t,e={}){let{limit:n=16}=e,r=t.getEnv();return Tt===null&&(Tt=zd(t,r)),Tt.backtrace(r,n)}function zd(t,e){let n=J(),r=Memory.alloc(Process.pointerSize),o=new CModule(`
#include <glib.h>
#include <stdbool.h>
#include <string.h>
#include <gum/gumtls.h>
#include <json-glib/json-glib.h>

typedef struct _ArtBacktrace ArtBacktrace;
typedef struct _ArtStackFrame ArtStackFrame;

typedef struct _ArtStackVisitor ArtStackVisitor;
typedef struct _ArtStackVisitorVTable ArtStackVisitorVTable;

typedef struct _ArtClass ArtClass;
typedef struct _ArtMethod ArtMethod;
typedef struct _ArtThread ArtThread;
typedef struct _ArtContext ArtContext;

typedef struct _JNIEnv JNIEnv;

typedef struct _StdString StdString;
typedef struct _StdTinyString StdTinyString;
typedef struct _StdLargeString StdLargeString;

typedef enum {
  STACK_WALK_INCLUDE_INLINED_FRAMES,
  STACK_WALK_SKIP_INLINED_FRAMES,
} StackWalkKind;

struct _StdTinyString
{
  guint8 unused;
  gchar data[(3 * sizeof (gpointer)) - 1];
};

struct _StdLargeString
{
  gsize capacity;
  gsize size;
  gchar * data;
};

struct _StdString
{
  union
  {
    guint8 flags;
    StdTinyString tiny;
    StdLargeString large;
  };
};

struct _ArtBacktrace
{
  GChecksum * id;
  GArray * frames;
  gchar * frames_json;
};

struct _ArtStackFrame
{
  ArtMethod * method;
  gsize dexpc;
  StdString description;
};

struct _ArtStackVisitorVTable
{
  void (* unused1) (void);
  void (* unused2) (void);
  bool (* visit) (ArtStackVisitor * visitor);
};

struct _ArtStackVisitor
{
  ArtStackVisitorVTable * vtable;

  guint8 padding[512];

  ArtStackVisitorVTable vtable_storage;

  ArtBacktrace * backtrace;
};

struct _ArtMethod
{
  guint32 declaring_class;
  guint32 access_flags;
};

extern GumTlsKey current_backtrace;

extern void (* perform_art_thread_state_transition) (JNIEnv * env);

extern ArtContext * art_make_context (ArtThread * thread);

extern void art_stack_visitor_init (ArtStackVisitor * visitor, ArtThread * thread, void * context, StackWalkKind walk_kind,
    size_t num_frames, bool check_suspended);
extern void art_stack_visitor_walk_stack (ArtStackVisitor * visitor, bool include_transitions);
extern ArtMethod * art_stack_visitor_get_method (ArtStackVisitor * visitor);
extern void art_stack_visitor_describe_location (StdString * description, ArtStackVisitor * visitor);
extern ArtMethod * translate_method (ArtMethod * method);
extern void translate_location (ArtMethod * method, guint32 pc, const gchar ** source_file, gint32 * line_number);
extern void get_class_location (StdString * result, ArtClass * klass);
extern void cxx_delete (void * mem);
extern unsigned long strtoul (const char * str, char ** endptr, int base);

static bool visit_frame (ArtStackVisitor * visitor);
static void art_stack_frame_destroy (ArtStackFrame * frame);

static void append_jni_type_name (GString * s, const gchar * name, gsize length);

static void std_string_destroy (StdString * str);
static gchar * std_string_get_data (StdString * str);

void
init (void)
{
  current_backtrace = gum_tls_key_new ();
}

void
finalize (void)
{
  gum_tls_key_free (current_backtrace);
}

ArtBacktrace *
_create (JNIEnv * env,
         guint limit)
{
  ArtBacktrace * bt;

  bt = g_new (ArtBacktrace, 1);
  bt->id = g_checksum_new (G_CHECKSUM_SHA1);
  bt->frames = (limit != 0)
      ? g_array_sized_new (FALSE, FALSE, sizeof (ArtStackFrame), limit)
      : g_array_new (FALSE, FALSE, sizeof (ArtStackFrame));
  g_array_set_clear_func (bt->frames, (GDestroyNotify) art_stack_frame_destroy);
  bt->frames_json = NULL;

  gum_tls_key_set_value (current_backtrace, bt);

  perform_art_thread_state_transition (env);

  gum_tls_key_set_value (current_backtrace, NULL);

  return bt;
}

void
_on_thread_state_transition_complete (ArtThread * thread)
{
  ArtContext * context;
  ArtStackVisitor visitor = {
    .vtable_storage = {
      .visit = visit_frame,
    },
  };

  context = art_make_context (thread);

  art_stack_visitor_init (&visitor, thread, context, STACK_WALK_SKIP_INLINED_FRAMES, 0, true);
  visitor.vtable = &visitor.vtable_storage;
  visitor.backtrace = gum_tls_key_get_value (current_backtrace);

  art_stack_visitor_walk_stack (&visitor, false);

  cxx_delete (context);
}

static bool
visit_frame (ArtStackVisitor * visitor)
{
  ArtBacktrace * bt = visitor->backtrace;
  ArtStackFrame frame;
  const gchar * description, * dexpc_part;

  frame.method = art_stack_visitor_get_method (visitor);

  art_stack_visitor_describe_location (&frame.description, visitor);

  description = std_string_get_data (&frame.description);
  if (strstr (description, " '<") != NULL)
    goto skip;

  dexpc_part = strstr (description, " at dex PC 0x");
  if (dexpc_part == NULL)
    goto skip;
  frame.dexpc = strtoul (dexpc_part + 13, NULL, 16);

  g_array_append_val (bt->frames, frame);

  g_checksum_update (bt->id, (guchar *) &frame.method, sizeof (frame.method));
  g_checksum_update (bt->id, (guchar *) &frame.dexpc, sizeof (frame.dexpc));

  return true;

skip:
  std_string_destroy (&frame.description);
  return true;
}

static void
art_stack_frame_destroy (ArtStackFrame * frame)
{
  std_string_destroy (&frame->description);
}

void
_destroy (ArtBacktrace * backtrace)
{
  g_free (backtrace->frames_json);
  g_array_free (backtrace->frames, TRUE);
  g_checksum_free (backtrace->id);
  g_free (backtrace);
}

const gchar *
_get_id (ArtBacktrace * backtrace)
{
  return g_checksum_get_string (backtrace->id);
}

const gchar *
_get_frames (ArtBacktrace * backtrace)
{
  GArray * frames = backtrace->frames;
  JsonBuilder * b;
  guint i;
  JsonNode * root;

  if (backtrace->frames_json != NULL)
    return backtrace->frames_json;

  b = json_builder_new_immutable ();

  json_builder_begin_array (b);

  for (i = 0; i != frames->len; i++)
  {
    ArtStackFrame * frame = &g_array_index (frames, ArtStackFrame, i);
    gchar * description, * ret_type, * paren_open, * paren_close, * arg_types, * token, * method_name, * class_name;
    GString * signature;
    gchar * cursor;
    ArtMethod * translated_method;
    StdString location;
    gsize dexpc;
    const gchar * source_file;
    gint32 line_number;

    description = std_string_get_data (&frame->description);

    ret_type = strchr (description, '\\'') + 1;

    paren_open = strchr (ret_type, '(');
    paren_close = strchr (paren_open, ')');
    *paren_open = '\\0';
    *paren_close = '\\0';

    arg_types = paren_open + 1;

    token = strrchr (ret_type, '.');
    *token = '\\0';

    method_name = token + 1;

    token = strrchr (ret_type, ' ');
    *token = '\\0';

    class_name = token + 1;

    signature = g_string_sized_new (128);

    append_jni_type_name (signature, class_name, method_name - class_name - 1);
    g_string_append_c (signature, ',');
    g_string_append (signature, method_name);
    g_string_append (signature, ",(");

    if (arg_types != paren_close)
    {
      for (cursor = arg_types; cursor != NULL;)
      {
        gsize length;
        gchar * next;

        token = strstr (cursor, ", ");
        if (token != NULL)
        {
          length = token - cursor;
          next = token + 2;
        }
        else
        {
          length = paren_close - cursor;
          next = NULL;
        }

        append_jni_type_name (signature, cursor, length);

        cursor = next;
      }
    }

    g_string_append_c (signature, ')');

    append_jni_type_name (signature, ret_type, class_name - ret_type - 1);

    translated_method = translate_method (frame->method);
    dexpc = (translated_method == frame->method) ? frame->dexpc : 0;

    get_class_location (&location, GSIZE_TO_POINTER (translated_method->declaring_class));

    translate_location (translated_method, dexpc, &source_file, &line_number);

    json_builder_begin_object (b);

    json_builder_set_member_name (b, "signature");
    json_builder_add_string_value (b, signature->str);

    json_builder_set_member_name (b, "origin");
    json_builder_add_string_value (b, std_string_get_data (&location));

    json_builder_set_member_name (b, "className");
    json_builder_add_string_value (b, class_name);

    json_builder_set_member_name (b, "methodName");
    json_builder_add_string_value (b, method_name);

    json_builder_set_member_name (b, "methodFlags");
    json_builder_add_int_value (b, translated_method->access_flags);

    json_builder_set_member_name (b, "fileName");
    json_builder_add_string_value (b, source_file);

    json_builder_set_member_name (b, "lineNumber");
    json_builder_add_int_value (b, line_number);

    json_builder_end_object (b);

    std_string_destroy (&location);
    g_string_free (signature, TRUE);
  }

  json_builder_end_array (b);

  root = json_builder_get_root (b);
  backtrace->frames_json = json_to_string (root, FALSE);
  json_node_unref (root);

  return backtrace->frames_json;
}

static void
append_jni_type_name (GString * s,
                      const gchar * name,
                      gsize length)
{
  gchar shorty = '\\0';
  gsize i;

  switch (name[0])
  {
    case 'b':
      if (strncmp (name, "boolean", length) == 0)
        shorty = 'Z';
      else if (strncmp (name, "byte", length) == 0)
        shorty = 'B';
      break;
    case 'c':
      if (strncmp (name, "char", length) == 0)
        shorty = 'C';
      break;
    case 'd':
      if (strncmp (name, "double", length) == 0)
        shorty = 'D';
      break;
    case 'f':
      if (strncmp (name, "float", length) == 0)
        shorty = 'F';
      break;
    case 'i':
      if (strncmp (name, "int", length) == 0)
        shorty = 'I';
      break;
    case 'l':
      if (strncmp (name, "long", length) == 0)
        shorty = 'J';
      break;
    case 's':
      if (strncmp (name, "short", length) == 0)
        shorty = 'S';
      break;
    case 'v':
      if (strncmp (name, "void", length) == 0)
        shorty = 'V';
      break;
  }

  if (shorty != '\\0')
  {
    g_string_append_c (s, shorty);

    return;
  }

  if (length > 2 && name[length - 2] == '[' && name[length - 1] == ']')
  {
    g_string_append_c (s, '[');
    append_jni_type_name (s, name, length - 2);

    return;
  }

  g_string_append_c (s, 'L');

  for (i = 0; i != length; i++)
  {
    gchar ch = name[i];
    if (ch != '.')
      g_string_append_c (s, ch);
    else
      g_string_append_c (s, '/');
  }

  g_string_append_c (s, ';');
}

static void
std_string_destroy (StdString * str)
{
  bool is_large = (str->flags & 1) != 0;
  if (is_large)
    cxx_delete (str->large.data);
}

static gchar *
std_string_get_data (StdString * str)
{
  bool is_large = (str->flags & 1) != 0;
  return is_large ? str->large.data : str->tiny.data;
}
`,{current_backtrace:Memory.alloc(Process.pointerSize),perform_art_thread_state_transition:r,art_make_context:n["art::Thread::GetLongJumpContext"]??n["art::Context::Create"],art_stack_visitor_init:n["art::StackVisitor::StackVisitor"],art_stack_visitor_walk_stack:n["art::StackVisitor::WalkStack"],art_stack_visitor_get_method:n["art::StackVisitor::GetMethod"],art_stack_visitor_describe_location:n["art::StackVisitor::DescribeLocation"],translate_method:se.replacedMethods.translate,translate_location:n["art::Monitor::TranslateLocation"],get_class_location:n["art::mirror::Class::GetLocation"],cxx_delete:n.$delete,strtoul:Process.getModuleByName("libc.so").getExportByName("strtoul")}),i=new NativeFunction(o._create,"pointer",["pointer","uint"],Q),s=new NativeFunction(o._destroy,"void",["pointer"],Q),c={exceptions:"propagate",scheduling:"exclusive"},a=new NativeFunction(o._get_id,"pointer",["pointer"],c),l=new NativeFunction(o._get_frames,"pointer",["pointer"],c),d=bi(t,e,o._on_thread_state_transition_complete);o._performData=d,r.writePointer(d),o.backtrace=(f,u)=>{let m=i(f,u),h=new br(m);return Script.bindWeak(h,p.bind(null,m)),h};function p(f){s(f)}return o.getId=f=>a(f).readUtf8String(),o.getFrames=f=>JSON.parse(l(f).readUtf8String()),o}var br=class{constructor(e){this.handle=e}get id(){return Tt.getId(this.handle)}get frames(){return Tt.getFrames(this.handle)}};function jr(){ln.forEach(t=>{t.vtablePtr.writePointer(t.vtable),t.vtableCountPtr.writeS32(t.vtableCount)}),ln.clear();for(let t of mi.splice(0))t.deactivate();for(let t of kr.splice(0))t.revert()}function Or(t){return gi(t,"art::jni::JniIdManager::DecodeMethodId")}function ii(t){return gi(t,"art::jni::JniIdManager::DecodeFieldId")}function gi(t,e){let n=J(),r=pi(n).offset,o=r.jniIdManager,i=r.jniIdsIndirection;if(o!==null&&i!==null){let s=n.artRuntime;if(s.add(i).readInt()!==fl){let a=s.add(o).readPointer();return n[e](a,t)}}return t}var Vd={ia32:Jd,x64:Gd,arm:Hd,arm64:$d};function Jd(t,e,n,r,o){let i=ft(o).offset,s=ge(o).offset,c;return Memory.patchCode(t,128,a=>{let l=new X86Writer(a,{pc:t}),d=new X86Relocator(e,l),p=[15,174,4,36],f=[15,174,12,36];l.putPushax(),l.putMovRegReg("ebp","esp"),l.putAndRegU32("esp",4294967280),l.putSubRegImm("esp",512),l.putBytes(p),l.putMovRegFsU32Ptr("ebx",i.self),l.putCallAddressWithAlignedArguments(se.replacedMethods.findReplacementFromQuickCode,["eax","ebx"]),l.putTestRegReg("eax","eax"),l.putJccShortLabel("je","restore_registers","no-hint"),l.putMovRegOffsetPtrReg("ebp",28,"eax"),l.putLabel("restore_registers"),l.putBytes(f),l.putMovRegReg("esp","ebp"),l.putPopax(),l.putJccShortLabel("jne","invoke_replacement","no-hint");do c=d.readOne();while(c<n&&!d.eoi);d.writeAll(),d.eoi||l.putJmpAddress(e.add(c)),l.putLabel("invoke_replacement"),l.putJmpRegOffsetPtr("eax",s.quickCode),l.flush()}),c}function Gd(t,e,n,r,o){let i=ft(o).offset,s=ge(o).offset,c;return Memory.patchCode(t,256,a=>{let l=new X86Writer(a,{pc:t}),d=new X86Relocator(e,l),p=[15,174,4,36],f=[15,174,12,36];l.putPushax(),l.putMovRegReg("rbp","rsp"),l.putAndRegU32("rsp",4294967280),l.putSubRegImm("rsp",512),l.putBytes(p),l.putMovRegGsU32Ptr("rbx",i.self),l.putCallAddressWithAlignedArguments(se.replacedMethods.findReplacementFromQuickCode,["rdi","rbx"]),l.putTestRegReg("rax","rax"),l.putJccShortLabel("je","restore_registers","no-hint"),l.putMovRegOffsetPtrReg("rbp",64,"rax"),l.putLabel("restore_registers"),l.putBytes(f),l.putMovRegReg("rsp","rbp"),l.putPopax(),l.putJccShortLabel("jne","invoke_replacement","no-hint");do c=d.readOne();while(c<n&&!d.eoi);d.writeAll(),d.eoi||l.putJmpAddress(e.add(c)),l.putLabel("invoke_replacement"),l.putJmpRegOffsetPtr("rdi",s.quickCode),l.flush()}),c}function Hd(t,e,n,r,o){let i=ge(o).offset,s=e.and(Ir),c;return Memory.patchCode(t,128,a=>{let l=new ThumbWriter(a,{pc:t}),d=new ThumbRelocator(s,l),p=[45,237,16,10],f=[189,236,16,10];l.putPushRegs(["r1","r2","r3","r5","r6","r7","r8","r10","r11","lr"]),l.putBytes(p),l.putSubRegRegImm("sp","sp",8),l.putStrRegRegOffset("r0","sp",0),l.putCallAddressWithArguments(se.replacedMethods.findReplacementFromQuickCode,["r0","r9"]),l.putCmpRegImm("r0",0),l.putBCondLabel("eq","restore_registers"),l.putStrRegRegOffset("r0","sp",0),l.putLabel("restore_registers"),l.putLdrRegRegOffset("r0","sp",0),l.putAddRegRegImm("sp","sp",8),l.putBytes(f),l.putPopRegs(["lr","r11","r10","r8","r7","r6","r5","r3","r2","r1"]),l.putBCondLabel("ne","invoke_replacement");do c=d.readOne();while(c<n&&!d.eoi);d.writeAll(),d.eoi||l.putLdrRegAddress("pc",e.add(c)),l.putLabel("invoke_replacement"),l.putLdrRegRegOffset("pc","r0",i.quickCode),l.flush()}),c}function $d(t,e,n,{availableScratchRegs:r},o){let i=ge(o).offset,s;return Memory.patchCode(t,256,c=>{let a=new Arm64Writer(c,{pc:t}),l=new Arm64Relocator(e,a);a.putPushRegReg("d0","d1"),a.putPushRegReg("d2","d3"),a.putPushRegReg("d4","d5"),a.putPushRegReg("d6","d7"),a.putPushRegReg("x1","x2"),a.putPushRegReg("x3","x4"),a.putPushRegReg("x5","x6"),a.putPushRegReg("x7","x20"),a.putPushRegReg("x21","x22"),a.putPushRegReg("x23","x24"),a.putPushRegReg("x25","x26"),a.putPushRegReg("x27","x28"),a.putPushRegReg("x29","lr"),a.putSubRegRegImm("sp","sp",16),a.putStrRegRegOffset("x0","sp",0),a.putCallAddressWithArguments(se.replacedMethods.findReplacementFromQuickCode,["x0","x19"]),a.putCmpRegReg("x0","xzr"),a.putBCondLabel("eq","restore_registers"),a.putStrRegRegOffset("x0","sp",0),a.putLabel("restore_registers"),a.putLdrRegRegOffset("x0","sp",0),a.putAddRegRegImm("sp","sp",16),a.putPopRegReg("x29","lr"),a.putPopRegReg("x27","x28"),a.putPopRegReg("x25","x26"),a.putPopRegReg("x23","x24"),a.putPopRegReg("x21","x22"),a.putPopRegReg("x7","x20"),a.putPopRegReg("x5","x6"),a.putPopRegReg("x3","x4"),a.putPopRegReg("x1","x2"),a.putPopRegReg("d6","d7"),a.putPopRegReg("d4","d5"),a.putPopRegReg("d2","d3"),a.putPopRegReg("d0","d1"),a.putBCondLabel("ne","invoke_replacement");do s=l.readOne();while(s<n&&!l.eoi);if(l.writeAll(),!l.eoi){let d=Array.from(r)[0];a.putLdrRegAddress(d,e.add(s)),a.putBrReg(d)}a.putLabel("invoke_replacement"),a.putLdrRegRegOffset("x16","x0",i.quickCode),a.putBrReg("x16"),a.flush()}),s}var Zd={ia32:si,x64:si,arm:Kd,arm64:Wd};function si(t,e,n){Memory.patchCode(t,16,r=>{let o=new X86Writer(r,{pc:t});o.putJmpAddress(e),o.flush()})}function Kd(t,e,n){let r=t.and(Ir);Memory.patchCode(r,16,o=>{let i=new ThumbWriter(o,{pc:r});i.putLdrRegAddress("pc",e.or(1)),i.flush()})}function Wd(t,e,n){Memory.patchCode(t,16,r=>{let o=new Arm64Writer(r,{pc:t});n===16?o.putLdrRegAddress("x16",e):o.putAdrpRegAddress("x16",e),o.putBrReg("x16"),o.flush()})}var qd={ia32:5,x64:16,arm:8,arm64:16},pn=class{constructor(e){this.quickCode=e,this.quickCodeAddress=Process.arch==="arm"?e.and(Ir):e,this.redirectSize=0,this.trampoline=null,this.overwrittenPrologue=null,this.overwrittenPrologueLength=0}_canRelocateCode(e,n){let r=yr[Process.arch],o=xd[Process.arch],{quickCodeAddress:i}=this,s=new r(i),c=new o(i,s),a;if(Process.arch==="arm64"){let l=new Set(["x16","x17"]);do{let d=c.readOne(),p=new Set(l),{read:f,written:u}=c.input.regsAccessed;for(let m of[f,u])for(let h of m){let _;h.startsWith("w")?_="x"+h.substring(1):_=h,p.delete(_)}if(p.size===0)break;a=d,l=p}while(a<e&&!c.eoi);n.availableScratchRegs=l}else do a=c.readOne();while(a<e&&!c.eoi);return a>=e}_allocateTrampoline(){on===null&&(on=zn(E===4?128:256));let e=qd[Process.arch],n,r,o=1,i={};if(E===4||this._canRelocateCode(e,i))n=e,r={};else{let s;Process.arch==="x64"?(n=5,s=hl):Process.arch==="arm64"&&(n=8,s=ml,o=4096),r={near:this.quickCodeAddress,maxDistance:s}}return this.redirectSize=n,this.trampoline=on.allocateSlice(r,o),i}_destroyTrampoline(){on.freeSlice(this.trampoline)}activate(e){let n=this._allocateTrampoline(),{trampoline:r,quickCode:o,redirectSize:i}=this,s=Vd[Process.arch],c=s(r,o,i,n,e);this.overwrittenPrologueLength=c,this.overwrittenPrologue=Memory.dup(this.quickCodeAddress,c);let a=Zd[Process.arch];a(o,r,i)}deactivate(){let{quickCodeAddress:e,overwrittenPrologueLength:n}=this,r=yr[Process.arch];Memory.patchCode(e,n,o=>{let i=new r(o,{pc:e}),{overwrittenPrologue:s}=this;i.putBytes(s.readByteArray(n)),i.flush()}),this._destroyTrampoline()}};function Qd(t){let e=J(),{module:n,artClassLinker:r}=e;return t.equals(r.quickGenericJniTrampoline)||t.equals(r.quickToInterpreterBridgeTrampoline)||t.equals(r.quickResolutionTrampoline)||t.equals(r.quickImtConflictTrampoline)||t.compare(n.base)>=0&&t.compare(n.base.add(n.size))<0}var vr=class{constructor(e){let n=Or(e);this.methodId=n,this.originalMethod=null,this.hookedMethodId=n,this.replacementMethodId=null,this.interceptor=null}replace(e,n,r,o,i){let{kAccCompileDontBother:s,artNterpEntryPoint:c}=i;this.originalMethod=ai(this.methodId,o);let a=this.originalMethod.accessFlags;if((a&pl)!==0&&Yd()){let u=this.originalMethod.jniCode;this.hookedMethodId=u.add(2*E).readPointer(),this.originalMethod=ai(this.hookedMethodId,o)}let{hookedMethodId:l}=this,d=eu(l,o);this.replacementMethodId=d,sn(d,{jniCode:e,accessFlags:(a&~(al|sl|Ko)|cn|s)>>>0,quickCode:i.artClassLinker.quickGenericJniTrampoline,interpreterCode:i.artInterpreterToCompiledCodeBridge},o);let p=di|ll|Ko;(a&cn)===0&&(p|=cl),sn(l,{accessFlags:(a&~p|s)>>>0},o);let f=this.originalMethod.quickCode;if(c!==null&&f.equals(c)&&sn(l,{quickCode:i.artQuickToInterpreterBridge},o),!Qd(f)){let u=new pn(f);u.activate(o),this.interceptor=u}se.replacedMethods.set(l,d),kd(l,o)}revert(e){let{hookedMethodId:n,interceptor:r}=this;sn(n,this.originalMethod,e),se.replacedMethods.delete(n),r!==null&&(r.deactivate(),this.interceptor=null)}resolveTarget(e,n,r,o){return this.hookedMethodId}};function Yd(){return re()<28}function ai(t,e){let r=ge(e).offset;return["jniCode","accessFlags","quickCode","interpreterCode"].reduce((o,i)=>{let s=r[i];if(s===void 0)return o;let c=t.add(s),a=i==="accessFlags"?Xc:el;return o[i]=a.call(c),o},{})}function sn(t,e,n){let o=ge(n).offset;Object.keys(e).forEach(i=>{let s=o[i];if(s===void 0)return;let c=t.add(s);(i==="accessFlags"?tl:nl).call(c,e[i])})}var Er=class{constructor(e){this.methodId=e,this.originalMethod=null}replace(e,n,r,o,i){let{methodId:s}=this;this.originalMethod=Memory.dup(s,or);let c=r.reduce((f,u)=>f+u.size,0);n&&c++;let a=(s.add(Wo).readU32()|cn)>>>0,l=c,d=0,p=c;s.add(Wo).writeU32(a),s.add(El).writeU16(l),s.add(Sl).writeU16(d),s.add(wl).writeU16(p),s.add(xl).writeU32(Xd(s)),i.dvmUseJNIBridge(s,e)}revert(e){Memory.copy(this.methodId,this.originalMethod,or)}resolveTarget(e,n,r,o){let i=r.handle.add(ui).readPointer(),s;if(n)s=o.dvmDecodeIndirectRef(i,e.$h);else{let f=e.$borrowClassHandle(r);s=o.dvmDecodeIndirectRef(i,f.value),f.unref(r)}let c;n?c=s.add(bl).readPointer():c=s;let a=c.toString(16),l=ln.get(a);if(l===void 0){let f=c.add(yl),u=c.add(gl),m=f.readPointer(),h=u.readS32(),_=h*E,g=Memory.alloc(2*_);Memory.copy(g,m,_),f.writePointer(g),l={classObject:c,vtablePtr:f,vtableCountPtr:u,vtable:m,vtableCount:h,shadowVtable:g,shadowVtableCount:h,targetMethods:new Map},ln.set(a,l)}let d=this.methodId.toString(16),p=l.targetMethods.get(d);if(p===void 0){p=Memory.dup(this.originalMethod,or);let f=l.shadowVtableCount++;l.shadowVtable.add(f*E).writePointer(p),p.add(vl).writeU16(f),l.vtableCountPtr.writeS32(l.shadowVtableCount),l.targetMethods.set(d,p)}return p}};function Xd(t){if(Process.arch!=="ia32")return qo;let e=t.add(Il).readPointer().readCString();if(e===null||e.length===0||e.length>65535)return qo;let n;switch(e[0]){case"V":n=kl;break;case"F":n=Al;break;case"D":n=Tl;break;case"J":n=Cl;break;case"Z":case"B":n=jl;break;case"C":n=Ml;break;case"S":n=Nl;break;default:n=Ll;break}let r=0;for(let o=e.length-1;o>0;o--){let i=e[o];r+=i==="D"||i==="J"?2:1}return n<<Ol|r}function eu(t,e){let n=J();if(re()<23){let r=n["art::Thread::CurrentFromGdb"]();return n["art::mirror::Object::Clone"](t,r)}return Memory.dup(t,ge(e).size)}function Rr(t,e,n){yi(t,e,hr,n)}function Pr(t,e){yi(t,e,fr)}function Fr(t,e){let n=J();if(re()<26)throw new Error("This API is only available on Android >= 8.0");Ee(t,e,r=>{n["art::Runtime::DeoptimizeBootImage"](n.artRuntime)})}function yi(t,e,n,r){let o=J();if(re()<24)throw new Error("This API is only available on Android >= 7.0");Ee(t,e,i=>{if(re()<30){if(!o.isJdwpStarted()){let c=tu(o);Jl.push(c)}o.isDebuggerActive()||o["art::Dbg::GoActive"]();let s=Memory.alloc(8+E);switch(s.writeU32(n),n){case fr:break;case hr:s.add(8).writePointer(r);break;default:throw new Error("Unsupported deoptimization kind")}o["art::Dbg::RequestDeoptimization"](s),o["art::Dbg::ManageDeoptimization"]()}else{let s=o.artInstrumentation;if(s===null)throw new Error("Unable to find Instrumentation class in ART; please file a bug");let c=o["art::Instrumentation::EnableDeoptimization"];switch(c!==void 0&&(s.add(Dl().offset.deoptimizationEnabled).readU8()||c(s)),n){case fr:o["art::Instrumentation::DeoptimizeEverything"](s,Memory.allocUtf8String("frida"));break;case hr:o["art::Instrumentation::Deoptimize"](s,r);break;default:throw new Error("Unsupported deoptimization kind")}}})}var Sr=class{constructor(){let e=Process.getModuleByName("libart.so"),n=e.getExportByName("_ZN3art4JDWP12JdwpAdbState6AcceptEv"),r=e.getExportByName("_ZN3art4JDWP12JdwpAdbState15ReceiveClientFdEv"),o=ci(),i=ci();this._controlFd=o[0],this._clientFd=i[0];let s=null;s=Interceptor.attach(n,function(c){let a=c[0];Memory.scanSync(a.add(8252),256,"00 ff ff ff ff 00")[0].address.add(1).writeS32(o[1]),s.detach()}),Interceptor.replace(r,new NativeCallback(function(c){return Interceptor.revert(r),i[1]},"int",["pointer"])),Interceptor.flush(),this._handshakeRequest=this._performHandshake()}async _performHandshake(){let e=new UnixInputStream(this._clientFd,{autoClose:!1}),n=new UnixOutputStream(this._clientFd,{autoClose:!1}),r=[74,68,87,80,45,72,97,110,100,115,104,97,107,101];try{await n.writeAll(r),await e.readAll(r.length)}catch{}}};function tu(t){let e=new Sr;t["art::Dbg::SetJdwpAllowed"](1);let n=nu();t["art::Dbg::ConfigureJdwp"](n);let r=t["art::InternalDebuggerControlCallback::StartDebugger"];return r!==void 0?r(NULL):t["art::Dbg::StartJdwp"](),e}function nu(){let t=re()<28?2:3,e=0,n=t,r=!0,o=!1,i=e,s=8+Lt+2,c=Memory.alloc(s);return c.writeU32(n).add(4).writeU8(r?1:0).add(1).writeU8(o?1:0).add(1).add(Lt).writeU16(i),c}function ci(){cr===null&&(cr=new NativeFunction(Process.getModuleByName("libc.so").getExportByName("socketpair"),"int",["int","int","int","pointer"]));let t=Memory.alloc(8);if(cr(Pl,Fl,0,t)===-1)throw new Error("Unable to create socketpair for JDWP");return[t.readS32(),t.add(4).readS32()]}function ru(t){let e=Zl().offset,n=t.vm.add(e.globalsLock),r=t.vm.add(e.globals),o=t["art::IndirectReferenceTable::Add"],i=t["art::ReaderWriterMutex::ExclusiveLock"],s=t["art::ReaderWriterMutex::ExclusiveUnlock"],c=0;return function(a,l,d){i(n,l);try{return o(r,c,d)}finally{s(n,l)}}}function ou(t){let e=t["art::Thread::DecodeJObject"];if(e===void 0)throw new Error("art::Thread::DecodeJObject is not available; please file a bug");return function(n,r,o){return e(r,o)}}var iu={ia32:li,x64:li,arm:su,arm64:au};function bi(t,e,n){let r=J(),o=e.handle.readPointer(),i,s=r.find("_ZN3art3JNIILb1EE14ExceptionClearEP7_JNIEnv");s!==null?i=s:i=o.add(mn).readPointer();let c,a=r.find("_ZN3art3JNIILb1EE10FatalErrorEP7_JNIEnvPKc");a!==null?c=a:c=o.add(_l).readPointer();let l=iu[Process.arch];if(l===void 0)throw new Error("Not yet implemented for "+Process.arch);let d=null,p=ft(t).offset,f=p.exception,u=new Set,m=p.isExceptionReportedToInstrumentation;m!==null&&u.add(m);let h=p.throwLocation;h!==null&&(u.add(h),u.add(h+E),u.add(h+2*E));let _=65536,g=Memory.alloc(_);return Memory.patchCode(g,_,v=>{d=l(v,g,i,c,f,u,n)}),d._code=g,d._callback=n,d}function li(t,e,n,r,o,i,s){let c={},a=new Set,l=[n];for(;l.length>0;){let h=l.shift();if(Object.values(c).some(({begin:M,end:O})=>h.compare(M)>=0&&h.compare(O)<0))continue;let g=h.toString(),v={begin:h},x=null,A=!1;do{if(h.equals(r)){A=!0;break}let M=Instruction.parse(h);x=M;let O=c[M.address.toString()];if(O!==void 0){delete c[O.begin.toString()],c[g]=O,O.begin=v.begin,v=null;break}let N=null;switch(M.mnemonic){case"jmp":N=ptr(M.operands[0].value),A=!0;break;case"je":case"jg":case"jle":case"jne":case"js":N=ptr(M.operands[0].value);break;case"ret":A=!0;break}N!==null&&(a.add(N.toString()),l.push(N),l.sort((L,S)=>L.compare(S))),h=M.next}while(!A);v!==null&&(v.end=x.address.add(x.size),c[g]=v)}let d=Object.keys(c).map(h=>c[h]);d.sort((h,_)=>h.begin.compare(_.begin));let p=c[n.toString()];d.splice(d.indexOf(p),1),d.unshift(p);let f=new X86Writer(t,{pc:e}),u=!1,m=null;return d.forEach(h=>{let _=h.end.sub(h.begin).toInt32(),g=new X86Relocator(h.begin,f),v;for(;(v=g.readOne())!==0;){let x=g.input,{mnemonic:A}=x,M=x.address.toString();a.has(M)&&f.putLabel(M);let O=!0;switch(A){case"jmp":f.putJmpNearLabel(he(x.operands[0])),O=!1;break;case"je":case"jg":case"jle":case"jne":case"js":f.putJccNearLabel(A,he(x.operands[0]),"no-hint"),O=!1;break;case"mov":{let[N,L]=x.operands;if(N.type==="mem"&&L.type==="imm"){let S=N.value,T=S.disp;if(T===o&&L.value.valueOf()===0){if(m=S.base,f.putPushfx(),f.putPushax(),f.putMovRegReg("xbp","xsp"),E===4)f.putAndRegU32("esp",4294967280);else{let j=m!=="rdi"?"rdi":"rsi";f.putMovRegU64(j,uint64("0xfffffffffffffff0")),f.putAndRegReg("rsp",j)}f.putCallAddressWithAlignedArguments(s,[m]),f.putMovRegReg("xsp","xbp"),f.putPopax(),f.putPopfx(),u=!0,O=!1}else i.has(T)&&S.base===m&&(O=!1)}break}case"call":{let N=x.operands[0];N.type==="mem"&&N.value.disp===mn&&(E===4?(f.putPopReg("eax"),f.putMovRegRegOffsetPtr("eax","eax",4),f.putPushReg("eax")):f.putMovRegRegOffsetPtr("rdi","rdi",8),f.putCallAddressWithArguments(s,[]),u=!0,O=!1);break}}if(O?g.writeAll():g.skipOne(),v===_)break}g.dispose()}),f.dispose(),u||Dr(),new NativeFunction(e,"void",["pointer"],Q)}function su(t,e,n,r,o,i,s){let c={},a=new Set,l=ptr(1).not(),d=[n];for(;d.length>0;){let g=d.shift();if(Object.values(c).some(({begin:T,end:j})=>g.compare(T)>=0&&g.compare(j)<0))continue;let x=g.and(l),A=x.toString(),M=g.and(1),O={begin:x},N=null,L=!1,S=0;do{if(g.equals(r)){L=!0;break}let T=Instruction.parse(g),{mnemonic:j}=T;N=T;let R=g.and(l).toString(),D=c[R];if(D!==void 0){delete c[D.begin.toString()],c[A]=D,D.begin=O.begin,O=null;break}let U=S===0,F=null;switch(j){case"b":F=ptr(T.operands[0].value),L=U;break;case"beq.w":case"beq":case"bne":case"bne.w":case"bgt":F=ptr(T.operands[0].value);break;case"cbz":case"cbnz":F=ptr(T.operands[1].value);break;case"pop.w":U&&(L=T.operands.filter(z=>z.value==="pc").length===1);break}switch(j){case"it":S=1;break;case"itt":S=2;break;case"ittt":S=3;break;case"itttt":S=4;break;default:S>0&&S--;break}F!==null&&(a.add(F.toString()),d.push(F.or(M)),d.sort((z,ne)=>z.compare(ne))),g=T.next}while(!L);O!==null&&(O.end=N.address.add(N.size),c[A]=O)}let p=Object.keys(c).map(g=>c[g]);p.sort((g,v)=>g.begin.compare(v.begin));let f=c[n.and(l).toString()];p.splice(p.indexOf(f),1),p.unshift(f);let u=new ThumbWriter(t,{pc:e}),m=!1,h=null,_=null;return p.forEach(g=>{let v=new ThumbRelocator(g.begin,u),x=g.begin,A=g.end,M=0;do{if(v.readOne()===0)throw new Error("Unexpected end of block");let N=v.input;x=N.address,M=N.size;let{mnemonic:L}=N,S=x.toString();a.has(S)&&u.putLabel(S);let T=!0;switch(L){case"b":u.putBLabel(he(N.operands[0])),T=!1;break;case"beq.w":u.putBCondLabelWide("eq",he(N.operands[0])),T=!1;break;case"bne.w":u.putBCondLabelWide("ne",he(N.operands[0])),T=!1;break;case"beq":case"bne":case"bgt":u.putBCondLabelWide(L.substr(1),he(N.operands[0])),T=!1;break;case"cbz":{let j=N.operands;u.putCbzRegLabel(j[0].value,he(j[1])),T=!1;break}case"cbnz":{let j=N.operands;u.putCbnzRegLabel(j[0].value,he(j[1])),T=!1;break}case"str":case"str.w":{let j=N.operands[1].value,w=j.disp;if(w===o){h=j.base;let R=h!=="r4"?"r4":"r5",D=["r0","r1","r2","r3",R,"r9","r12","lr"];u.putPushRegs(D),u.putMrsRegReg(R,"apsr-nzcvq"),u.putCallAddressWithArguments(s,[h]),u.putMsrRegReg("apsr-nzcvq",R),u.putPopRegs(D),m=!0,T=!1}else i.has(w)&&j.base===h&&(T=!1);break}case"ldr":{let[j,w]=N.operands;if(w.type==="mem"){let R=w.value;R.base[0]==="r"&&R.disp===mn&&(_=j.value)}break}case"blx":N.operands[0].value===_&&(u.putLdrRegRegOffset("r0","r0",4),u.putCallAddressWithArguments(s,["r0"]),m=!0,_=null,T=!1);break}T?v.writeAll():v.skipOne()}while(!x.add(M).equals(A));v.dispose()}),u.dispose(),m||Dr(),new NativeFunction(e.or(1),"void",["pointer"],Q)}function au(t,e,n,r,o,i,s){let c={},a=new Set,l=[n];for(;l.length>0;){let g=l.shift();if(Object.values(c).some(({begin:N,end:L})=>g.compare(N)>=0&&g.compare(L)<0))continue;let x=g.toString(),A={begin:g},M=null,O=!1;do{if(g.equals(r)){O=!0;break}let N;try{N=Instruction.parse(g)}catch(T){if(g.readU32()===0){O=!0;break}else throw T}M=N;let L=c[N.address.toString()];if(L!==void 0){delete c[L.begin.toString()],c[x]=L,L.begin=A.begin,A=null;break}let S=null;switch(N.mnemonic){case"b":S=ptr(N.operands[0].value),O=!0;break;case"b.eq":case"b.ne":case"b.le":case"b.gt":S=ptr(N.operands[0].value);break;case"cbz":case"cbnz":S=ptr(N.operands[1].value);break;case"tbz":case"tbnz":S=ptr(N.operands[2].value);break;case"ret":O=!0;break}S!==null&&(a.add(S.toString()),l.push(S),l.sort((T,j)=>T.compare(j))),g=N.next}while(!O);A!==null&&(A.end=M.address.add(M.size),c[x]=A)}let d=Object.keys(c).map(g=>c[g]);d.sort((g,v)=>g.begin.compare(v.begin));let p=c[n.toString()];d.splice(d.indexOf(p),1),d.unshift(p);let f=new Arm64Writer(t,{pc:e});f.putBLabel("performTransition");let u=e.add(f.offset);f.putPushAllXRegisters(),f.putCallAddressWithArguments(s,["x0"]),f.putPopAllXRegisters(),f.putRet(),f.putLabel("performTransition");let m=!1,h=null,_=null;return d.forEach(g=>{let v=g.end.sub(g.begin).toInt32(),x=new Arm64Relocator(g.begin,f),A;for(;(A=x.readOne())!==0;){let M=x.input,{mnemonic:O}=M,N=M.address.toString();a.has(N)&&f.putLabel(N);let L=!0;switch(O){case"b":f.putBLabel(he(M.operands[0])),L=!1;break;case"b.eq":case"b.ne":case"b.le":case"b.gt":f.putBCondLabel(O.substr(2),he(M.operands[0])),L=!1;break;case"cbz":{let S=M.operands;f.putCbzRegLabel(S[0].value,he(S[1])),L=!1;break}case"cbnz":{let S=M.operands;f.putCbnzRegLabel(S[0].value,he(S[1])),L=!1;break}case"tbz":{let S=M.operands;f.putTbzRegImmLabel(S[0].value,S[1].value.valueOf(),he(S[2])),L=!1;break}case"tbnz":{let S=M.operands;f.putTbnzRegImmLabel(S[0].value,S[1].value.valueOf(),he(S[2])),L=!1;break}case"str":{let S=M.operands,T=S[0].value,j=S[1].value,w=j.disp;T==="xzr"&&w===o?(h=j.base,f.putPushRegReg("x0","lr"),f.putMovRegReg("x0",h),f.putBlImm(u),f.putPopRegReg("x0","lr"),m=!0,L=!1):i.has(w)&&j.base===h&&(L=!1);break}case"ldr":{let S=M.operands,T=S[1].value;T.base[0]==="x"&&T.disp===mn&&(_=S[0].value);break}case"blr":M.operands[0].value===_&&(f.putLdrRegRegOffset("x0","x0",8),f.putCallAddressWithArguments(s,["x0"]),m=!0,_=null,L=!1);break}if(L?x.writeAll():x.skipOne(),A===v)break}x.dispose()}),f.dispose(),m||Dr(),new NativeFunction(e,"void",["pointer"],Q)}function Dr(){throw new Error("Unable to parse ART internals; please file a bug")}function cu(t){let e=t["art::ArtMethod::PrettyMethod"];e!==void 0&&(Interceptor.attach(e.impl,se.hooks.ArtMethod.prettyMethod),Interceptor.flush())}function he(t){return ptr(t.value).toString()}function lu(t,e){return new NativeFunction(t,"pointer",e,Q)}function du(t,e){let n=new NativeFunction(t,"void",["pointer"].concat(e),Q);return function(){let r=Memory.alloc(E);return n(r,...arguments),r.readPointer()}}function an(t,e){let{arch:n}=Process;switch(n){case"ia32":case"arm64":{let r;n==="ia32"?r=pt(64,s=>{let c=1+e.length,a=c*4;s.putSubRegImm("esp",a);for(let l=0;l!==c;l++){let d=l*4;s.putMovRegRegOffsetPtr("eax","esp",a+4+d),s.putMovRegOffsetPtrReg("esp",d,"eax")}s.putCallAddress(t),s.putAddRegImm("esp",a-4),s.putRet()}):r=pt(32,s=>{s.putMovRegReg("x8","x0"),e.forEach((c,a)=>{s.putMovRegReg("x"+a,"x"+(a+1))}),s.putLdrRegAddress("x7",t),s.putBrReg("x7")});let o=new NativeFunction(r,"void",["pointer"].concat(e),Q),i=function(...s){o(...s)};return i.handle=r,i.impl=t,i}default:{let r=new NativeFunction(t,"void",["pointer"].concat(e),Q);return r.impl=t,r}}}var fn=class{constructor(){this.handle=Memory.alloc(Lt)}dispose(){let[e,n]=this._getData();n||J().$delete(e)}disposeToString(){let e=this.toString();return this.dispose(),e}toString(){let[e]=this._getData();return e.readUtf8String()}_getData(){let e=this.handle,n=(e.readU8()&1)===0;return[n?e.add(1):e.add(2*E).readPointer(),n]}},wr=class{$delete(){this.dispose(),J().$delete(this)}constructor(e,n){this.handle=e,this._begin=e,this._end=e.add(E),this._storage=e.add(2*E),this._elementSize=n}init(){this.begin=NULL,this.end=NULL,this.storage=NULL}dispose(){J().$delete(this.begin)}get begin(){return this._begin.readPointer()}set begin(e){this._begin.writePointer(e)}get end(){return this._end.readPointer()}set end(e){this._end.writePointer(e)}get storage(){return this._storage.readPointer()}set storage(e){this._storage.writePointer(e)}get size(){return this.end.sub(this.begin).toInt32()/this._elementSize}},Nt=class t extends wr{static $new(){let e=new t(J().$new(Rl));return e.init(),e}constructor(e){super(e,E)}get handles(){let e=[],n=this.begin,r=this.end;for(;!n.equals(r);)e.push(n.readPointer()),n=n.add(E);return e}},uu=0,vi=E,Ei=vi+4,pu=-1,hn=class t{$delete(){this.dispose(),J().$delete(this)}constructor(e){this.handle=e,this._link=e.add(uu),this._numberOfReferences=e.add(vi)}init(e,n){this.link=e,this.numberOfReferences=n}dispose(){}get link(){return new t(this._link.readPointer())}set link(e){this._link.writePointer(e)}get numberOfReferences(){return this._numberOfReferences.readS32()}set numberOfReferences(e){this._numberOfReferences.writeS32(e)}},Si=_u(Ei),wi=Si+E,fu=wi+E,Mt=class t extends hn{static $new(e,n){let r=new t(J().$new(fu));return r.init(e,n),r}constructor(e){super(e),this._self=e.add(Si),this._currentScope=e.add(wi);let o=(64-E-4-4)/4;this._scopeLayout=Ct.layoutForCapacity(o),this._topHandleScopePtr=null}init(e,n){let r=e.add(ft(n).offset.topHandleScope);this._topHandleScopePtr=r,super.init(r.readPointer(),pu),this.self=e,this.currentScope=Ct.$new(this._scopeLayout),r.writePointer(this)}dispose(){this._topHandleScopePtr.writePointer(this.link);let e;for(;(e=this.currentScope)!==null;){let n=e.link;e.$delete(),this.currentScope=n}}get self(){return this._self.readPointer()}set self(e){this._self.writePointer(e)}get currentScope(){let e=this._currentScope.readPointer();return e.isNull()?null:new Ct(e,this._scopeLayout)}set currentScope(e){this._currentScope.writePointer(e)}newHandle(e){return this.currentScope.newHandle(e)}},Ct=class t extends hn{static $new(e){let n=new t(J().$new(e.size),e);return n.init(),n}constructor(e,n){super(e);let{offset:r}=n;this._refsStorage=e.add(r.refsStorage),this._pos=e.add(r.pos),this._layout=n}init(){super.init(NULL,this._layout.numberOfReferences),this.pos=0}get pos(){return this._pos.readU32()}set pos(e){this._pos.writeU32(e)}newHandle(e){let n=this.pos,r=this._refsStorage.add(n*4);return r.writeS32(e.toInt32()),this.pos=n+1,r}static layoutForCapacity(e){let n=Ei,r=n+e*4;return{size:r+4,numberOfReferences:e,offset:{refsStorage:n,pos:r}}}},hu={arm:function(t,e){let n=Process.pageSize,r=Memory.alloc(n);Memory.protect(r,n,"rwx");let o=new NativeCallback(e,"void",["pointer"]);r._onMatchCallback=o;let i=[26625,18947,17041,53505,19202,18200,18288,48896],s=i.length*2,c=s+4,a=c+4;return Memory.patchCode(r,a,function(l){i.forEach((d,p)=>{l.add(p*2).writeU16(d)}),l.add(s).writeS32(t),l.add(c).writePointer(o)}),r.or(1)},arm64:function(t,e){let n=Process.pageSize,r=Memory.alloc(n);Memory.protect(r,n,"rwx");let o=new NativeCallback(e,"void",["pointer"]);r._onMatchCallback=o;let i=[3107979265,402653378,1795293247,1409286241,1476395139,3592355936,3596551104],s=i.length*4,c=s+4,a=c+8;return Memory.patchCode(r,a,function(l){i.forEach((d,p)=>{l.add(p*4).writeU32(d)}),l.add(s).writeS32(t),l.add(c).writePointer(o)}),r}};function Ur(t,e){return(hu[Process.arch]||mu)(t,e)}function mu(t,e){return new NativeCallback(n=>{n.readS32()===t&&e(n)},"void",["pointer","pointer"])}function _u(t){let e=t%E;return e!==0?t+E-e:t}var gu=4,{pointerSize:V}=Process,yu=256,bu=65536,vu=131072,Eu=33554432,Su=67108864,wu=134217728,Ye={exceptions:"propagate"},Ai=ue(Pu),Iu=ue(Du),xu=ue(ju),Br=null,zr=!1,bn=new Map,Ot=new Map;function Te(){return Br===null&&(Br=ku()),Br}function ku(){let t=Process.enumerateModules().filter(a=>/jvm.(dll|dylib|so)$/.test(a.name));if(t.length===0)return null;let e=t[0],n={flavor:"jvm"},r=Process.platform==="windows"?[{module:e,functions:{JNI_GetCreatedJavaVMs:["JNI_GetCreatedJavaVMs","int",["pointer","int","pointer"]],JVM_Sleep:["JVM_Sleep","void",["pointer","pointer","long"]],"VMThread::execute":["VMThread::execute","void",["pointer"]],"Method::size":["Method::size","int",["int"]],"Method::set_native_function":["Method::set_native_function","void",["pointer","pointer","int"]],"Method::clear_native_function":["Method::clear_native_function","void",["pointer"]],"Method::jmethod_id":["Method::jmethod_id","pointer",["pointer"]],"ClassLoaderDataGraph::classes_do":["ClassLoaderDataGraph::classes_do","void",["pointer"]],"NMethodSweeper::sweep_code_cache":["NMethodSweeper::sweep_code_cache","void",[]],"OopMapCache::flush_obsolete_entries":["OopMapCache::flush_obsolete_entries","void",["pointer"]]},variables:{"VM_RedefineClasses::`vftable'":function(a){this.vtableRedefineClasses=a},"VM_RedefineClasses::doit":function(a){this.redefineClassesDoIt=a},"VM_RedefineClasses::doit_prologue":function(a){this.redefineClassesDoItPrologue=a},"VM_RedefineClasses::doit_epilogue":function(a){this.redefineClassesDoItEpilogue=a},"VM_RedefineClasses::allow_nested_vm_operations":function(a){this.redefineClassesAllow=a},"NMethodSweeper::_traversals":function(a){this.traversals=a},"NMethodSweeper::_should_sweep":function(a){this.shouldSweep=a}},optionals:[]}]:[{module:e,functions:{JNI_GetCreatedJavaVMs:["JNI_GetCreatedJavaVMs","int",["pointer","int","pointer"]],_ZN6Method4sizeEb:["Method::size","int",["int"]],_ZN6Method19set_native_functionEPhb:["Method::set_native_function","void",["pointer","pointer","int"]],_ZN6Method21clear_native_functionEv:["Method::clear_native_function","void",["pointer"]],_ZN6Method24restore_unshareable_infoEP10JavaThread:["Method::restore_unshareable_info","void",["pointer","pointer"]],_ZN6Method24restore_unshareable_infoEP6Thread:["Method::restore_unshareable_info","void",["pointer","pointer"]],_ZN6Method11link_methodERK12methodHandleP10JavaThread:["Method::link_method","void",["pointer","pointer","pointer"]],_ZN6Method10jmethod_idEv:["Method::jmethod_id","pointer",["pointer"]],_ZN6Method10clear_codeEv:function(a){let l=new NativeFunction(a,"void",["pointer"],Ye);this["Method::clear_code"]=function(d){l(d)}},_ZN6Method10clear_codeEb:function(a){let l=new NativeFunction(a,"void",["pointer","int"],Ye),d=0;this["Method::clear_code"]=function(p){l(p,d)}},_ZN18VM_RedefineClasses19mark_dependent_codeEP13InstanceKlass:["VM_RedefineClasses::mark_dependent_code","void",["pointer","pointer"]],_ZN18VM_RedefineClasses20flush_dependent_codeEv:["VM_RedefineClasses::flush_dependent_code","void",[]],_ZN18VM_RedefineClasses20flush_dependent_codeEP13InstanceKlassP6Thread:["VM_RedefineClasses::flush_dependent_code","void",["pointer","pointer","pointer"]],_ZN18VM_RedefineClasses20flush_dependent_codeE19instanceKlassHandleP6Thread:["VM_RedefineClasses::flush_dependent_code","void",["pointer","pointer","pointer"]],_ZN19ResolvedMethodTable21adjust_method_entriesEPb:["ResolvedMethodTable::adjust_method_entries","void",["pointer"]],_ZN15MemberNameTable21adjust_method_entriesEP13InstanceKlassPb:["MemberNameTable::adjust_method_entries","void",["pointer","pointer","pointer"]],_ZN17ConstantPoolCache21adjust_method_entriesEPb:function(a){let l=new NativeFunction(a,"void",["pointer","pointer"],Ye);this["ConstantPoolCache::adjust_method_entries"]=function(d,p,f){l(d,f)}},_ZN17ConstantPoolCache21adjust_method_entriesEP13InstanceKlassPb:function(a){let l=new NativeFunction(a,"void",["pointer","pointer","pointer"],Ye);this["ConstantPoolCache::adjust_method_entries"]=function(d,p,f){l(d,p,f)}},_ZN20ClassLoaderDataGraph10classes_doEP12KlassClosure:["ClassLoaderDataGraph::classes_do","void",["pointer"]],_ZN20ClassLoaderDataGraph22clean_deallocate_listsEb:["ClassLoaderDataGraph::clean_deallocate_lists","void",["int"]],_ZN10JavaThread27thread_from_jni_environmentEP7JNIEnv_:["JavaThread::thread_from_jni_environment","pointer",["pointer"]],_ZN8VMThread7executeEP12VM_Operation:["VMThread::execute","void",["pointer"]],_ZN11OopMapCache22flush_obsolete_entriesEv:["OopMapCache::flush_obsolete_entries","void",["pointer"]],_ZN14NMethodSweeper11force_sweepEv:["NMethodSweeper::force_sweep","void",[]],_ZN14NMethodSweeper16sweep_code_cacheEv:["NMethodSweeper::sweep_code_cache","void",[]],_ZN14NMethodSweeper17sweep_in_progressEv:["NMethodSweeper::sweep_in_progress","bool",[]],JVM_Sleep:["JVM_Sleep","void",["pointer","pointer","long"]]},variables:{_ZN18VM_RedefineClasses14_the_class_oopE:function(a){this.redefineClass=a},_ZN18VM_RedefineClasses10_the_classE:function(a){this.redefineClass=a},_ZN18VM_RedefineClasses25AdjustCpoolCacheAndVtable8do_klassEP5Klass:function(a){this.doKlass=a},_ZN18VM_RedefineClasses22AdjustAndCleanMetadata8do_klassEP5Klass:function(a){this.doKlass=a},_ZTV18VM_RedefineClasses:function(a){this.vtableRedefineClasses=a},_ZN18VM_RedefineClasses4doitEv:function(a){this.redefineClassesDoIt=a},_ZN18VM_RedefineClasses13doit_prologueEv:function(a){this.redefineClassesDoItPrologue=a},_ZN18VM_RedefineClasses13doit_epilogueEv:function(a){this.redefineClassesDoItEpilogue=a},_ZN18VM_RedefineClassesD0Ev:function(a){this.redefineClassesDispose0=a},_ZN18VM_RedefineClassesD1Ev:function(a){this.redefineClassesDispose1=a},_ZNK18VM_RedefineClasses26allow_nested_vm_operationsEv:function(a){this.redefineClassesAllow=a},_ZNK18VM_RedefineClasses14print_on_errorEP12outputStream:function(a){this.redefineClassesOnError=a},_ZN13InstanceKlass33create_new_default_vtable_indicesEiP10JavaThread:function(a){this.createNewDefaultVtableIndices=a},_ZN13InstanceKlass33create_new_default_vtable_indicesEiP6Thread:function(a){this.createNewDefaultVtableIndices=a},_ZN19Abstract_VM_Version19jre_release_versionEv:function(a){let d=new NativeFunction(a,"pointer",[],Ye)().readCString();this.version=d.startsWith("1.8")?8:d.startsWith("9.")?9:parseInt(d.slice(0,2),10),this.versionS=d},_ZN14NMethodSweeper11_traversalsE:function(a){this.traversals=a},_ZN14NMethodSweeper21_sweep_fractions_leftE:function(a){this.fractions=a},_ZN14NMethodSweeper13_should_sweepE:function(a){this.shouldSweep=a}},optionals:["_ZN6Method24restore_unshareable_infoEP10JavaThread","_ZN6Method24restore_unshareable_infoEP6Thread","_ZN6Method11link_methodERK12methodHandleP10JavaThread","_ZN6Method10clear_codeEv","_ZN6Method10clear_codeEb","_ZN18VM_RedefineClasses19mark_dependent_codeEP13InstanceKlass","_ZN18VM_RedefineClasses20flush_dependent_codeEv","_ZN18VM_RedefineClasses20flush_dependent_codeEP13InstanceKlassP6Thread","_ZN18VM_RedefineClasses20flush_dependent_codeE19instanceKlassHandleP6Thread","_ZN19ResolvedMethodTable21adjust_method_entriesEPb","_ZN15MemberNameTable21adjust_method_entriesEP13InstanceKlassPb","_ZN17ConstantPoolCache21adjust_method_entriesEPb","_ZN17ConstantPoolCache21adjust_method_entriesEP13InstanceKlassPb","_ZN20ClassLoaderDataGraph22clean_deallocate_listsEb","_ZN10JavaThread27thread_from_jni_environmentEP7JNIEnv_","_ZN14NMethodSweeper11force_sweepEv","_ZN14NMethodSweeper17sweep_in_progressEv","_ZN18VM_RedefineClasses14_the_class_oopE","_ZN18VM_RedefineClasses10_the_classE","_ZN18VM_RedefineClasses25AdjustCpoolCacheAndVtable8do_klassEP5Klass","_ZN18VM_RedefineClasses22AdjustAndCleanMetadata8do_klassEP5Klass","_ZN18VM_RedefineClassesD0Ev","_ZN18VM_RedefineClassesD1Ev","_ZNK18VM_RedefineClasses14print_on_errorEP12outputStream","_ZN13InstanceKlass33create_new_default_vtable_indicesEiP10JavaThread","_ZN13InstanceKlass33create_new_default_vtable_indicesEiP6Thread","_ZN14NMethodSweeper21_sweep_fractions_leftE"]}],o=[];if(r.forEach(function(a){let l=a.module,d=a.functions||{},p=a.variables||{},f=new Set(a.optionals||[]),u=l.enumerateExports().reduce(function(h,_){return h[_.name]=_,h},{}),m=l.enumerateSymbols().reduce(function(h,_){return h[_.name]=_,h},u);Object.keys(d).forEach(function(h){let _=m[h];if(_!==void 0){let g=d[h];typeof g=="function"?g.call(n,_.address):n[g[0]]=new NativeFunction(_.address,g[1],g[2],Ye)}else f.has(h)||o.push(h)}),Object.keys(p).forEach(function(h){let _=m[h];_!==void 0?p[h].call(n,_.address):f.has(h)||o.push(h)})}),o.length>0)throw new Error("Java API only partially available; please file a bug. Missing: "+o.join(", "));let i=Memory.alloc(V),s=Memory.alloc(gu);if(pe("JNI_GetCreatedJavaVMs",n.JNI_GetCreatedJavaVMs(i,1,s)),s.readInt()===0)return null;n.vm=i.readPointer();let c=Process.platform==="windows"?{$new:["??2@YAPEAX_K@Z","pointer",["ulong"]],$delete:["??3@YAXPEAX@Z","void",["pointer"]]}:{$new:["_Znwm","pointer",["ulong"]],$delete:["_ZdlPv","void",["pointer"]]};for(let[a,[l,d,p]]of Object.entries(c)){let f=Module.findGlobalExportByName(l);if(f===null&&(f=DebugSymbol.fromName(l).address,f.isNull()))throw new Error(`unable to find C++ allocator API, missing: '${l}'`);n[a]=new NativeFunction(f,d,p,Ye)}return n.jvmti=Au(n),n["JavaThread::thread_from_jni_environment"]===void 0&&(n["JavaThread::thread_from_jni_environment"]=Cu(n)),n}function Au(t){let e=new Ae(t),n;return e.perform(()=>{let r=e.tryGetEnvHandle(Xt.v1_0);if(r===null)throw new Error("JVMTI not available");n=new Pe(r,e);let o=Memory.alloc(8);o.writeU64(en.canTagObjects);let i=n.addCapabilities(o);pe("getEnvJvmti::AddCapabilities",i)}),n}var Tu={x64:Lu};function Cu(t){let e=null,n=Tu[Process.arch];if(n!==void 0){let o=new Ae(t).perform(i=>i.handle.readPointer().add(6*V).readPointer());e=Fe(o,n,{limit:11})}return e===null?()=>{throw new Error("Unable to make thread_from_jni_environment() helper for the current architecture")}:r=>r.add(e)}function Lu(t){if(t.mnemonic!=="lea")return null;let{base:e,disp:n}=t.operands[1].value;return e==="rdi"&&n<0?n:null}function Ti(t,e){}var Vr=class{constructor(e){this.methodId=e,this.method=e.readPointer(),this.originalMethod=null,this.newMethod=null,this.resolved=null,this.impl=null,this.key=e.toString(16)}replace(e,n,r,o,i){let{key:s}=this,c=Ot.get(s);c!==void 0&&(Ot.delete(s),this.method=c.method,this.originalMethod=c.originalMethod,this.newMethod=c.newMethod,this.resolved=c.resolved),this.impl=e,bn.set(s,this),Ii(o)}revert(e){let{key:n}=this;bn.delete(n),Ot.set(n,this),Ii(e)}resolveTarget(e,n,r,o){let{resolved:i,originalMethod:s,methodId:c}=this;if(i!==null)return i;if(s===null)return c;s.oldMethod.vtableIndexPtr.writeS32(-2);let l=Memory.alloc(V);return l.writePointer(this.method),this.resolved=l,l}};function Ii(t){zr||(zr=!0,Script.nextTick(Nu,t))}function Nu(t){let e=new Map(bn),n=new Map(Ot);bn.clear(),Ot.clear(),zr=!1,t.perform(r=>{let o=Te(),i=o["JavaThread::thread_from_jni_environment"](r.handle),s=!1;Ci(()=>{e.forEach(c=>{let{method:a,originalMethod:l,impl:d,methodId:p,newMethod:f}=c;l===null?(c.originalMethod=Ni(a),c.newMethod=Ou(a,d,i),xi(c.newMethod,p,i)):o["Method::set_native_function"](f.method,d,0)}),n.forEach(c=>{let{originalMethod:a,methodId:l,newMethod:d}=c;if(a!==null){Ru(a);let p=a.oldMethod;p.oldMethod=d,xi(p,l,i),s=!0}})}),s&&Mu(r.handle)})}function Mu(t){let{fractions:e,shouldSweep:n,traversals:r,"NMethodSweeper::sweep_code_cache":o,"NMethodSweeper::sweep_in_progress":i,"NMethodSweeper::force_sweep":s,JVM_Sleep:c}=Te();if(s!==void 0)Thread.sleep(.05),s(),Thread.sleep(.05),s();else{let a=r.readS64(),l=a+2;for(;l>a;)e.writeS32(1),c(t,NULL,50),i()||Ci(()=>{Thread.sleep(.05)}),n.readU8()===0&&(e.writeS32(1),o()),a=r.readS64()}}function Ci(t,e,n){let{execute:r,vtable:o,vtableSize:i,doItOffset:s,prologueOffset:c,epilogueOffset:a}=xu(),l=Memory.dup(o,i),d=Memory.alloc(V*25);d.writePointer(l);let p=new NativeCallback(t,"void",["pointer"]);l.add(s).writePointer(p);let f=null;e!==void 0&&(f=new NativeCallback(e,"int",["pointer"]),l.add(c).writePointer(f));let u=null;n!==void 0&&(u=new NativeCallback(n,"void",["pointer"]),l.add(a).writePointer(u)),r(d)}function ju(){let{vtableRedefineClasses:t,redefineClassesDoIt:e,redefineClassesDoItPrologue:n,redefineClassesDoItEpilogue:r,redefineClassesOnError:o,redefineClassesAllow:i,redefineClassesDispose0:s,redefineClassesDispose1:c,"VMThread::execute":a}=Te(),l=t.add(2*V),d=15*V,p=Memory.dup(l,d),f=new NativeCallback(()=>{},"void",["pointer"]),u,m,h;for(let _=0;_!==d;_+=V){let g=p.add(_),v=g.readPointer();o!==void 0&&v.equals(o)||s!==void 0&&v.equals(s)||c!==void 0&&v.equals(c)?g.writePointer(f):v.equals(e)?u=_:v.equals(n)?(m=_,g.writePointer(i)):v.equals(r)&&(h=_,g.writePointer(f))}return{execute:a,emptyCallback:f,vtable:p,vtableSize:d,doItOffset:u,prologueOffset:m,epilogueOffset:h}}function Li(t){return new Vr(t)}function xi(t,e,n){let{method:r,oldMethod:o}=t,i=Te();t.methodsArray.add(t.methodIndex*V).writePointer(r),t.vtableIndex>=0&&t.vtable.add(t.vtableIndex*V).writePointer(r),e.writePointer(r),o.accessFlagsPtr.writeU32((o.accessFlags|bu|vu)>>>0);let s=i["OopMapCache::flush_obsolete_entries"];if(s!==void 0){let{oopMapCache:m}=t;m.isNull()||s(m)}let c=i["VM_RedefineClasses::mark_dependent_code"],a=i["VM_RedefineClasses::flush_dependent_code"];c!==void 0?(c(NULL,t.instanceKlass),a()):a(NULL,t.instanceKlass,n);let l=Memory.alloc(1);l.writeU8(1),i["ConstantPoolCache::adjust_method_entries"](t.cache,t.instanceKlass,l);let d=Memory.alloc(3*V),p=Memory.alloc(V);p.writePointer(i.doKlass),d.writePointer(p),d.add(V).writePointer(n),d.add(2*V).writePointer(n),i.redefineClass!==void 0&&i.redefineClass.writePointer(t.instanceKlass),i["ClassLoaderDataGraph::classes_do"](d);let f=i["ResolvedMethodTable::adjust_method_entries"];if(f!==void 0)f(l);else{let{memberNames:m}=t;if(!m.isNull()){let h=i["MemberNameTable::adjust_method_entries"];h!==void 0&&h(m,t.instanceKlass,l)}}let u=i["ClassLoaderDataGraph::clean_deallocate_lists"];u!==void 0&&u(0)}function Ou(t,e,n){let r=Te(),o=Ni(t);o.constPtr.writePointer(o.const);let i=(o.accessFlags|yu|Eu|Su|wu)>>>0;if(o.accessFlagsPtr.writeU32(i),o.signatureHandler.writePointer(NULL),o.adapter.writePointer(NULL),o.i2iEntry.writePointer(NULL),r["Method::clear_code"](o.method),o.dataPtr.writePointer(NULL),o.countersPtr.writePointer(NULL),o.stackmapPtr.writePointer(NULL),r["Method::clear_native_function"](o.method),r["Method::set_native_function"](o.method,e,0),r["Method::restore_unshareable_info"](o.method,n),r.version>=17){let s=Memory.alloc(2*V);s.writePointer(o.method),s.add(V).writePointer(n),r["Method::link_method"](o.method,s,n)}return o}function Ni(t){let e=Ai(),n=t.add(e.method.constMethodOffset).readPointer(),r=n.add(e.constMethod.sizeOffset).readS32()*V,o=Memory.alloc(r+e.method.size);Memory.copy(o,n,r);let i=o.add(r);Memory.copy(i,t,e.method.size);let s=ki(i,o,r),c=ki(t,n,r);return s.oldMethod=c,s}function ki(t,e,n){let r=Te(),o=Ai(),i=t.add(o.method.constMethodOffset),s=t.add(o.method.methodDataOffset),c=t.add(o.method.methodCountersOffset),a=t.add(o.method.accessFlagsOffset),l=a.readU32(),d=o.getAdapterPointer(t,e),p=t.add(o.method.i2iEntryOffset),f=t.add(o.method.signatureHandlerOffset),u=e.add(o.constMethod.constantPoolOffset).readPointer(),m=e.add(o.constMethod.stackmapDataOffset),h=u.add(o.constantPool.instanceKlassOffset).readPointer(),_=u.add(o.constantPool.cacheOffset).readPointer(),g=Iu(),v=h.add(g.methodsOffset).readPointer(),x=v.readS32(),A=v.add(V),M=e.add(o.constMethod.methodIdnumOffset).readU16(),O=t.add(o.method.vtableIndexOffset),N=O.readS32(),L=h.add(g.vtableOffset),S=h.add(g.oopMapCacheOffset).readPointer(),T=r.version>=10?h.add(g.memberNamesOffset).readPointer():NULL;return{method:t,methodSize:o.method.size,const:e,constSize:n,constPtr:i,dataPtr:s,countersPtr:c,stackmapPtr:m,instanceKlass:h,methodsArray:A,methodsCount:x,methodIndex:M,vtableIndex:N,vtableIndexPtr:O,vtable:L,accessFlags:l,accessFlagsPtr:a,adapter:d,i2iEntry:p,signatureHandler:f,memberNames:T,cache:_,oopMapCache:S}}function Ru(t){let{oldMethod:e}=t;e.accessFlagsPtr.writeU32(e.accessFlags),e.vtableIndexPtr.writeS32(e.vtableIndex)}function Pu(){let t=Te(),{version:e}=t,n;e>=17?n="method:early":e>=9&&e<=16?n="const-method":n="method:late";let o=t["Method::size"](1)*V,i=V,s=2*V,c=3*V,a=4*V,l=n==="method:early"?V:0,d=a+l,p=d+4,f=p+4+8,u=f+V,m=l!==0?a:u,h=o-2*V,_=o-V,g=8,v=g+V,x=v+V,A=n==="const-method"?V:0,M=x+A,O=M+14,N=2*V,L=3*V;return{getAdapterPointer:A!==0?function(T,j){return j.add(x)}:function(T,j){return T.add(m)},method:{size:o,constMethodOffset:i,methodDataOffset:s,methodCountersOffset:c,accessFlagsOffset:d,vtableIndexOffset:p,i2iEntryOffset:f,nativeFunctionOffset:h,signatureHandlerOffset:_},constMethod:{constantPoolOffset:g,stackmapDataOffset:v,sizeOffset:M,methodIdnumOffset:O},constantPool:{cacheOffset:N,instanceKlassOffset:L}}}var Fu={x64:Uu};function Du(){let{version:t,createNewDefaultVtableIndices:e}=Te(),n=Fu[Process.arch];if(n===void 0)throw new Error(`Missing vtable offset parser for ${Process.arch}`);let r=Fe(e,n,{limit:32});if(r===null)throw new Error("Unable to deduce vtable offset");let o=t>=10&&t<=11||t>=15?17:18,i=r-7*V,s=r-17*V,c=r-o*V;return{vtableOffset:r,methodsOffset:i,memberNamesOffset:s,oopMapCacheOffset:c}}function Uu(t){if(t.mnemonic!=="mov")return null;let e=t.operands[0];if(e.type!=="mem")return null;let{value:n}=e;if(n.scale!==1)return null;let{disp:r}=n;return r<256?null:r+16}var Mi=J;try{jt()}catch{Mi=Te}var Rt=Mi;var Bu=`#include <json-glib/json-glib.h>
#include <string.h>

#define kAccStatic 0x0008
#define kAccConstructor 0x00010000

typedef struct _Model Model;
typedef struct _EnumerateMethodsContext EnumerateMethodsContext;

typedef struct _JavaApi JavaApi;
typedef struct _JavaClassApi JavaClassApi;
typedef struct _JavaMethodApi JavaMethodApi;
typedef struct _JavaFieldApi JavaFieldApi;

typedef struct _JNIEnv JNIEnv;
typedef guint8 jboolean;
typedef gint32 jint;
typedef jint jsize;
typedef gpointer jobject;
typedef jobject jclass;
typedef jobject jstring;
typedef jobject jarray;
typedef jarray jobjectArray;
typedef gpointer jfieldID;
typedef gpointer jmethodID;

typedef struct _jvmtiEnv jvmtiEnv;
typedef enum
{
  JVMTI_ERROR_NONE = 0
} jvmtiError;

typedef struct _ArtApi ArtApi;
typedef guint32 ArtHeapReference;
typedef struct _ArtObject ArtObject;
typedef struct _ArtClass ArtClass;
typedef struct _ArtClassLinker ArtClassLinker;
typedef struct _ArtClassVisitor ArtClassVisitor;
typedef struct _ArtClassVisitorVTable ArtClassVisitorVTable;
typedef struct _ArtMethod ArtMethod;
typedef struct _ArtString ArtString;

typedef union _StdString StdString;
typedef struct _StdStringShort StdStringShort;
typedef struct _StdStringLong StdStringLong;

typedef void (* ArtVisitClassesFunc) (ArtClassLinker * linker, ArtClassVisitor * visitor);
typedef const char * (* ArtGetClassDescriptorFunc) (ArtClass * klass, StdString * storage);
typedef void (* ArtPrettyMethodFunc) (StdString * result, ArtMethod * method, jboolean with_signature);

struct _Model
{
  GHashTable * members;
};

struct _EnumerateMethodsContext
{
  GPatternSpec * class_query;
  GPatternSpec * method_query;
  jboolean include_signature;
  jboolean ignore_case;
  jboolean skip_system_classes;
  GHashTable * groups;
};

struct _JavaClassApi
{
  jmethodID get_declared_methods;
  jmethodID get_declared_fields;
};

struct _JavaMethodApi
{
  jmethodID get_name;
  jmethodID get_modifiers;
};

struct _JavaFieldApi
{
  jmethodID get_name;
  jmethodID get_modifiers;
};

struct _JavaApi
{
  jvmtiEnv * jvmti;
  JavaClassApi clazz;
  JavaMethodApi method;
  JavaFieldApi field;
};

struct _JNIEnv
{
  gpointer * functions;
};

struct _jvmtiEnv
{
  gpointer * functions;
};

struct _ArtApi
{
  gboolean available;

  guint class_offset_ifields;
  guint class_offset_methods;
  guint class_offset_sfields;
  guint class_offset_copied_methods_offset;

  guint method_size;
  guint method_offset_access_flags;

  guint field_size;
  guint field_offset_access_flags;

  guint alignment_padding;

  ArtClassLinker * linker;
  ArtVisitClassesFunc visit_classes;
  ArtGetClassDescriptorFunc get_class_descriptor;
  ArtPrettyMethodFunc pretty_method;

  void (* free) (gpointer mem);
};

struct _ArtObject
{
  ArtHeapReference klass;
  ArtHeapReference monitor;
};

struct _ArtClass
{
  ArtObject parent;

  ArtHeapReference class_loader;
};

struct _ArtClassVisitor
{
  ArtClassVisitorVTable * vtable;
  gpointer user_data;
};

struct _ArtClassVisitorVTable
{
  void (* reserved1) (ArtClassVisitor * self);
  void (* reserved2) (ArtClassVisitor * self);
  jboolean (* visit) (ArtClassVisitor * self, ArtClass * klass);
};

struct _ArtString
{
  ArtObject parent;

  gint32 count;
  guint32 hash_code;

  union
  {
    guint16 value[0];
    guint8 value_compressed[0];
  };
};

struct _StdStringShort
{
  guint8 size;
  gchar data[(3 * sizeof (gpointer)) - sizeof (guint8)];
};

struct _StdStringLong
{
  gsize capacity;
  gsize size;
  gchar * data;
};

union _StdString
{
  StdStringShort s;
  StdStringLong l;
};

static void model_add_method (Model * self, const gchar * name, jmethodID id, jint modifiers);
static void model_add_field (Model * self, const gchar * name, jfieldID id, jint modifiers);
static void model_free (Model * model);

static jboolean collect_matching_class_methods (ArtClassVisitor * self, ArtClass * klass);
static gchar * finalize_method_groups_to_json (GHashTable * groups);
static GPatternSpec * make_pattern_spec (const gchar * pattern, jboolean ignore_case);
static gchar * class_name_from_signature (const gchar * signature);
static gchar * format_method_signature (const gchar * name, const gchar * signature);
static void append_type (GString * output, const gchar ** type);

static gpointer read_art_array (gpointer object_base, guint field_offset, guint length_size, guint * length);

static void std_string_destroy (StdString * str);
static gchar * std_string_c_str (StdString * self);

extern GMutex lock;
extern GArray * models;
extern JavaApi java_api;
extern ArtApi art_api;

void
init (void)
{
  g_mutex_init (&lock);
  models = g_array_new (FALSE, FALSE, sizeof (Model *));
}

void
finalize (void)
{
  guint n, i;

  n = models->len;
  for (i = 0; i != n; i++)
  {
    Model * model = g_array_index (models, Model *, i);
    model_free (model);
  }

  g_array_unref (models);
  g_mutex_clear (&lock);
}

Model *
model_new (jclass class_handle,
           gpointer class_object,
           JNIEnv * env)
{
  Model * model;
  GHashTable * members;
  jvmtiEnv * jvmti = java_api.jvmti;
  gpointer * funcs = env->functions;
  jmethodID (* from_reflected_method) (JNIEnv *, jobject) = funcs[7];
  jfieldID (* from_reflected_field) (JNIEnv *, jobject) = funcs[8];
  jobject (* to_reflected_method) (JNIEnv *, jclass, jmethodID, jboolean) = funcs[9];
  jobject (* to_reflected_field) (JNIEnv *, jclass, jfieldID, jboolean) = funcs[12];
  void (* delete_local_ref) (JNIEnv *, jobject) = funcs[23];
  jobject (* call_object_method) (JNIEnv *, jobject, jmethodID, ...) = funcs[34];
  jint (* call_int_method) (JNIEnv *, jobject, jmethodID, ...) = funcs[49];
  const char * (* get_string_utf_chars) (JNIEnv *, jstring, jboolean *) = funcs[169];
  void (* release_string_utf_chars) (JNIEnv *, jstring, const char *) = funcs[170];
  jsize (* get_array_length) (JNIEnv *, jarray) = funcs[171];
  jobject (* get_object_array_element) (JNIEnv *, jobjectArray, jsize) = funcs[173];
  jsize n, i;

  model = g_new (Model, 1);

  members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  model->members = members;

  if (jvmti != NULL)
  {
    gpointer * jf = jvmti->functions - 1;
    jvmtiError (* deallocate) (jvmtiEnv *, void * mem) = jf[47];
    jvmtiError (* get_class_methods) (jvmtiEnv *, jclass, jint *, jmethodID **) = jf[52];
    jvmtiError (* get_class_fields) (jvmtiEnv *, jclass, jint *, jfieldID **) = jf[53];
    jvmtiError (* get_field_name) (jvmtiEnv *, jclass, jfieldID, char **, char **, char **) = jf[60];
    jvmtiError (* get_field_modifiers) (jvmtiEnv *, jclass, jfieldID, jint *) = jf[62];
    jvmtiError (* get_method_name) (jvmtiEnv *, jmethodID, char **, char **, char **) = jf[64];
    jvmtiError (* get_method_modifiers) (jvmtiEnv *, jmethodID, jint *) = jf[66];
    jint method_count;
    jmethodID * methods;
    jint field_count;
    jfieldID * fields;
    char * name;
    jint modifiers;

    get_class_methods (jvmti, class_handle, &method_count, &methods);
    for (i = 0; i != method_count; i++)
    {
      jmethodID method = methods[i];

      get_method_name (jvmti, method, &name, NULL, NULL);
      get_method_modifiers (jvmti, method, &modifiers);

      model_add_method (model, name, method, modifiers);

      deallocate (jvmti, name);
    }
    deallocate (jvmti, methods);

    get_class_fields (jvmti, class_handle, &field_count, &fields);
    for (i = 0; i != field_count; i++)
    {
      jfieldID field = fields[i];

      get_field_name (jvmti, class_handle, field, &name, NULL, NULL);
      get_field_modifiers (jvmti, class_handle, field, &modifiers);

      model_add_field (model, name, field, modifiers);

      deallocate (jvmti, name);
    }
    deallocate (jvmti, fields);
  }
  else if (art_api.available)
  {
    gpointer elements;
    guint n, i;
    const guint field_arrays[] = {
      art_api.class_offset_ifields,
      art_api.class_offset_sfields
    };
    guint field_array_cursor;
    gboolean merged_fields = art_api.class_offset_sfields == 0;

    elements = read_art_array (class_object, art_api.class_offset_methods, sizeof (gsize), NULL);
    n = *(guint16 *) (class_object + art_api.class_offset_copied_methods_offset);
    for (i = 0; i != n; i++)
    {
      jmethodID id;
      guint32 access_flags;
      jboolean is_static;
      jobject method, name;
      const char * name_str;
      jint modifiers;

      id = elements + (i * art_api.method_size);

      access_flags = *(guint32 *) (id + art_api.method_offset_access_flags);
      if ((access_flags & kAccConstructor) != 0)
        continue;
      is_static = (access_flags & kAccStatic) != 0;
      method = to_reflected_method (env, class_handle, id, is_static);
      name = call_object_method (env, method, java_api.method.get_name);
      name_str = get_string_utf_chars (env, name, NULL);
      modifiers = access_flags & 0xffff;

      model_add_method (model, name_str, id, modifiers);

      release_string_utf_chars (env, name, name_str);
      delete_local_ref (env, name);
      delete_local_ref (env, method);
    }

    for (field_array_cursor = 0; field_array_cursor != G_N_ELEMENTS (field_arrays); field_array_cursor++)
    {
      jboolean is_static;

      if (field_arrays[field_array_cursor] == 0)
        continue;

      if (!merged_fields)
        is_static = field_array_cursor == 1;

      elements = read_art_array (class_object, field_arrays[field_array_cursor], sizeof (guint32), &n);
      for (i = 0; i != n; i++)
      {
        jfieldID id;
        guint32 access_flags;
        jobject field, name;
        const char * name_str;
        jint modifiers;

        id = elements + (i * art_api.field_size);

        access_flags = *(guint32 *) (id + art_api.field_offset_access_flags);
        if (merged_fields)
          is_static = (access_flags & kAccStatic) != 0;
        field = to_reflected_field (env, class_handle, id, is_static);
        name = call_object_method (env, field, java_api.field.get_name);
        name_str = get_string_utf_chars (env, name, NULL);
        modifiers = access_flags & 0xffff;

        model_add_field (model, name_str, id, modifiers);

        release_string_utf_chars (env, name, name_str);
        delete_local_ref (env, name);
        delete_local_ref (env, field);
      }
    }
  }
  else
  {
    jobject elements;

    elements = call_object_method (env, class_handle, java_api.clazz.get_declared_methods);
    n = get_array_length (env, elements);
    for (i = 0; i != n; i++)
    {
      jobject method, name;
      const char * name_str;
      jmethodID id;
      jint modifiers;

      method = get_object_array_element (env, elements, i);
      name = call_object_method (env, method, java_api.method.get_name);
      name_str = get_string_utf_chars (env, name, NULL);
      id = from_reflected_method (env, method);
      modifiers = call_int_method (env, method, java_api.method.get_modifiers);

      model_add_method (model, name_str, id, modifiers);

      release_string_utf_chars (env, name, name_str);
      delete_local_ref (env, name);
      delete_local_ref (env, method);
    }
    delete_local_ref (env, elements);

    elements = call_object_method (env, class_handle, java_api.clazz.get_declared_fields);
    n = get_array_length (env, elements);
    for (i = 0; i != n; i++)
    {
      jobject field, name;
      const char * name_str;
      jfieldID id;
      jint modifiers;

      field = get_object_array_element (env, elements, i);
      name = call_object_method (env, field, java_api.field.get_name);
      name_str = get_string_utf_chars (env, name, NULL);
      id = from_reflected_field (env, field);
      modifiers = call_int_method (env, field, java_api.field.get_modifiers);

      model_add_field (model, name_str, id, modifiers);

      release_string_utf_chars (env, name, name_str);
      delete_local_ref (env, name);
      delete_local_ref (env, field);
    }
    delete_local_ref (env, elements);
  }

  g_mutex_lock (&lock);
  g_array_append_val (models, model);
  g_mutex_unlock (&lock);

  return model;
}

static void
model_add_method (Model * self,
                  const gchar * name,
                  jmethodID id,
                  jint modifiers)
{
  GHashTable * members = self->members;
  gchar * key, type;
  const gchar * value;

  if (name[0] == '$')
    key = g_strdup_printf ("_%s", name);
  else
    key = g_strdup (name);

  type = (modifiers & kAccStatic) != 0 ? 's' : 'i';

  value = g_hash_table_lookup (members, key);
  if (value == NULL)
    g_hash_table_insert (members, key, g_strdup_printf ("m:%c0x%zx", type, id));
  else
    g_hash_table_insert (members, key, g_strdup_printf ("%s:%c0x%zx", value, type, id));
}

static void
model_add_field (Model * self,
                 const gchar * name,
                 jfieldID id,
                 jint modifiers)
{
  GHashTable * members = self->members;
  gchar * key, type;

  if (name[0] == '$')
    key = g_strdup_printf ("_%s", name);
  else
    key = g_strdup (name);
  while (g_hash_table_contains (members, key))
  {
    gchar * new_key = g_strdup_printf ("_%s", key);
    g_free (key);
    key = new_key;
  }

  type = (modifiers & kAccStatic) != 0 ? 's' : 'i';

  g_hash_table_insert (members, key, g_strdup_printf ("f:%c0x%zx", type, id));
}

static void
model_free (Model * model)
{
  g_hash_table_unref (model->members);

  g_free (model);
}

gboolean
model_has (Model * self,
           const gchar * member)
{
  return g_hash_table_contains (self->members, member);
}

const gchar *
model_find (Model * self,
            const gchar * member)
{
  return g_hash_table_lookup (self->members, member);
}

gchar *
model_list (Model * self)
{
  GString * result;
  GHashTableIter iter;
  guint i;
  const gchar * name;

  result = g_string_sized_new (128);

  g_string_append_c (result, '[');

  g_hash_table_iter_init (&iter, self->members);
  for (i = 0; g_hash_table_iter_next (&iter, (gpointer *) &name, NULL); i++)
  {
    if (i > 0)
      g_string_append_c (result, ',');

    g_string_append_c (result, '"');
    g_string_append (result, name);
    g_string_append_c (result, '"');
  }

  g_string_append_c (result, ']');

  return g_string_free (result, FALSE);
}

gchar *
enumerate_methods_art (const gchar * class_query,
                       const gchar * method_query,
                       jboolean include_signature,
                       jboolean ignore_case,
                       jboolean skip_system_classes)
{
  gchar * result;
  EnumerateMethodsContext ctx;
  ArtClassVisitor visitor;
  ArtClassVisitorVTable visitor_vtable = { NULL, };

  ctx.class_query = make_pattern_spec (class_query, ignore_case);
  ctx.method_query = make_pattern_spec (method_query, ignore_case);
  ctx.include_signature = include_signature;
  ctx.ignore_case = ignore_case;
  ctx.skip_system_classes = skip_system_classes;
  ctx.groups = g_hash_table_new_full (NULL, NULL, NULL, NULL);

  visitor.vtable = &visitor_vtable;
  visitor.user_data = &ctx;

  visitor_vtable.visit = collect_matching_class_methods;

  art_api.visit_classes (art_api.linker, &visitor);

  result = finalize_method_groups_to_json (ctx.groups);

  g_hash_table_unref (ctx.groups);
  g_pattern_spec_free (ctx.method_query);
  g_pattern_spec_free (ctx.class_query);

  return result;
}

static jboolean
collect_matching_class_methods (ArtClassVisitor * self,
                                ArtClass * klass)
{
  EnumerateMethodsContext * ctx = self->user_data;
  const char * descriptor;
  StdString descriptor_storage = { 0, };
  gchar * class_name = NULL;
  gchar * class_name_copy = NULL;
  const gchar * normalized_class_name;
  JsonBuilder * group;
  size_t class_name_length;
  GHashTable * seen_method_names;
  gpointer elements;
  guint n, i;

  if (ctx->skip_system_classes && klass->class_loader == 0)
    goto skip_class;

  descriptor = art_api.get_class_descriptor (klass, &descriptor_storage);
  if (descriptor[0] != 'L')
    goto skip_class;

  class_name = class_name_from_signature (descriptor);

  if (ctx->ignore_case)
  {
    class_name_copy = g_utf8_strdown (class_name, -1);
    normalized_class_name = class_name_copy;
  }
  else
  {
    normalized_class_name = class_name;
  }

  if (!g_pattern_match_string (ctx->class_query, normalized_class_name))
    goto skip_class;

  group = NULL;
  class_name_length = strlen (class_name);
  seen_method_names = ctx->include_signature ? NULL : g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  elements = read_art_array (klass, art_api.class_offset_methods, sizeof (gsize), NULL);
  n = *(guint16 *) ((gpointer) klass + art_api.class_offset_copied_methods_offset);
  for (i = 0; i != n; i++)
  {
    ArtMethod * method;
    guint32 access_flags;
    jboolean is_constructor;
    StdString method_name = { 0, };
    const gchar * bare_method_name;
    gchar * bare_method_name_copy = NULL;
    const gchar * normalized_method_name;
    gchar * normalized_method_name_copy = NULL;

    method = elements + (i * art_api.method_size);

    access_flags = *(guint32 *) ((gpointer) method + art_api.method_offset_access_flags);
    is_constructor = (access_flags & kAccConstructor) != 0;

    art_api.pretty_method (&method_name, method, ctx->include_signature);
    bare_method_name = std_string_c_str (&method_name);
    if (ctx->include_signature)
    {
      const gchar * return_type_end, * name_begin;
      GString * name;

      return_type_end = strchr (bare_method_name, ' ');
      name_begin = return_type_end + 1 + class_name_length + 1;
      if (is_constructor && g_str_has_prefix (name_begin, "<clinit>"))
        goto skip_method;

      name = g_string_sized_new (64);

      if (is_constructor)
      {
        g_string_append (name, "$init");
        g_string_append (name, strchr (name_begin, '>') + 1);
      }
      else
      {
        g_string_append (name, name_begin);
      }
      g_string_append (name, ": ");
      g_string_append_len (name, bare_method_name, return_type_end - bare_method_name);

      bare_method_name_copy = g_string_free (name, FALSE);
      bare_method_name = bare_method_name_copy;
    }
    else
    {
      const gchar * name_begin;

      name_begin = bare_method_name + class_name_length + 1;
      if (is_constructor && strcmp (name_begin, "<clinit>") == 0)
        goto skip_method;

      if (is_constructor)
        bare_method_name = "$init";
      else
        bare_method_name += class_name_length + 1;
    }

    if (seen_method_names != NULL && g_hash_table_contains (seen_method_names, bare_method_name))
      goto skip_method;

    if (ctx->ignore_case)
    {
      normalized_method_name_copy = g_utf8_strdown (bare_method_name, -1);
      normalized_method_name = normalized_method_name_copy;
    }
    else
    {
      normalized_method_name = bare_method_name;
    }

    if (!g_pattern_match_string (ctx->method_query, normalized_method_name))
      goto skip_method;

    if (group == NULL)
    {
      group = g_hash_table_lookup (ctx->groups, GUINT_TO_POINTER (klass->class_loader));
      if (group == NULL)
      {
        group = json_builder_new_immutable ();
        g_hash_table_insert (ctx->groups, GUINT_TO_POINTER (klass->class_loader), group);

        json_builder_begin_object (group);

        json_builder_set_member_name (group, "loader");
        json_builder_add_int_value (group, klass->class_loader);

        json_builder_set_member_name (group, "classes");
        json_builder_begin_array (group);
      }

      json_builder_begin_object (group);

      json_builder_set_member_name (group, "name");
      json_builder_add_string_value (group, class_name);

      json_builder_set_member_name (group, "methods");
      json_builder_begin_array (group);
    }

    json_builder_add_string_value (group, bare_method_name);

    if (seen_method_names != NULL)
      g_hash_table_add (seen_method_names, g_strdup (bare_method_name));

skip_method:
    g_free (normalized_method_name_copy);
    g_free (bare_method_name_copy);
    std_string_destroy (&method_name);
  }

  if (seen_method_names != NULL)
    g_hash_table_unref (seen_method_names);

  if (group == NULL)
    goto skip_class;

  json_builder_end_array (group);
  json_builder_end_object (group);

skip_class:
  g_free (class_name_copy);
  g_free (class_name);
  std_string_destroy (&descriptor_storage);

  return TRUE;
}

gchar *
enumerate_methods_jvm (const gchar * class_query,
                       const gchar * method_query,
                       jboolean include_signature,
                       jboolean ignore_case,
                       jboolean skip_system_classes,
                       JNIEnv * env)
{
  gchar * result;
  GPatternSpec * class_pattern, * method_pattern;
  GHashTable * groups;
  gpointer * ef = env->functions;
  jobject (* new_global_ref) (JNIEnv *, jobject) = ef[21];
  void (* delete_local_ref) (JNIEnv *, jobject) = ef[23];
  jboolean (* is_same_object) (JNIEnv *, jobject, jobject) = ef[24];
  jvmtiEnv * jvmti = java_api.jvmti;
  gpointer * jf = jvmti->functions - 1;
  jvmtiError (* deallocate) (jvmtiEnv *, void * mem) = jf[47];
  jvmtiError (* get_class_signature) (jvmtiEnv *, jclass, char **, char **) = jf[48];
  jvmtiError (* get_class_methods) (jvmtiEnv *, jclass, jint *, jmethodID **) = jf[52];
  jvmtiError (* get_class_loader) (jvmtiEnv *, jclass, jobject *) = jf[57];
  jvmtiError (* get_method_name) (jvmtiEnv *, jmethodID, char **, char **, char **) = jf[64];
  jvmtiError (* get_loaded_classes) (jvmtiEnv *, jint *, jclass **) = jf[78];
  jint class_count, class_index;
  jclass * classes;

  class_pattern = make_pattern_spec (class_query, ignore_case);
  method_pattern = make_pattern_spec (method_query, ignore_case);
  groups = g_hash_table_new_full (NULL, NULL, NULL, NULL);

  if (get_loaded_classes (jvmti, &class_count, &classes) != JVMTI_ERROR_NONE)
    goto emit_results;

  for (class_index = 0; class_index != class_count; class_index++)
  {
    jclass klass = classes[class_index];
    jobject loader = NULL;
    gboolean have_loader = FALSE;
    char * signature = NULL;
    gchar * class_name = NULL;
    gchar * class_name_copy = NULL;
    const gchar * normalized_class_name;
    jint method_count, method_index;
    jmethodID * methods = NULL;
    JsonBuilder * group = NULL;
    GHashTable * seen_method_names = NULL;

    if (skip_system_classes)
    {
      if (get_class_loader (jvmti, klass, &loader) != JVMTI_ERROR_NONE)
        goto skip_class;
      have_loader = TRUE;

      if (loader == NULL)
        goto skip_class;
    }

    if (get_class_signature (jvmti, klass, &signature, NULL) != JVMTI_ERROR_NONE)
      goto skip_class;

    class_name = class_name_from_signature (signature);

    if (ignore_case)
    {
      class_name_copy = g_utf8_strdown (class_name, -1);
      normalized_class_name = class_name_copy;
    }
    else
    {
      normalized_class_name = class_name;
    }

    if (!g_pattern_match_string (class_pattern, normalized_class_name))
      goto skip_class;

    if (get_class_methods (jvmti, klass, &method_count, &methods) != JVMTI_ERROR_NONE)
      goto skip_class;

    if (!include_signature)
      seen_method_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

    for (method_index = 0; method_index != method_count; method_index++)
    {
      jmethodID method = methods[method_index];
      const gchar * method_name;
      char * method_name_value = NULL;
      char * method_signature_value = NULL;
      gchar * method_name_copy = NULL;
      const gchar * normalized_method_name;
      gchar * normalized_method_name_copy = NULL;

      if (get_method_name (jvmti, method, &method_name_value, include_signature ? &method_signature_value : NULL, NULL) != JVMTI_ERROR_NONE)
        goto skip_method;
      method_name = method_name_value;

      if (method_name[0] == '<')
      {
        if (strcmp (method_name, "<init>") == 0)
          method_name = "$init";
        else if (strcmp (method_name, "<clinit>") == 0)
          goto skip_method;
      }

      if (include_signature)
      {
        method_name_copy = format_method_signature (method_name, method_signature_value);
        method_name = method_name_copy;
      }

      if (seen_method_names != NULL && g_hash_table_contains (seen_method_names, method_name))
        goto skip_method;

      if (ignore_case)
      {
        normalized_method_name_copy = g_utf8_strdown (method_name, -1);
        normalized_method_name = normalized_method_name_copy;
      }
      else
      {
        normalized_method_name = method_name;
      }

      if (!g_pattern_match_string (method_pattern, normalized_method_name))
        goto skip_method;

      if (group == NULL)
      {
        if (!have_loader && get_class_loader (jvmti, klass, &loader) != JVMTI_ERROR_NONE)
          goto skip_method;

        if (loader == NULL)
        {
          group = g_hash_table_lookup (groups, NULL);
        }
        else
        {
          GHashTableIter iter;
          jobject cur_loader;
          JsonBuilder * cur_group;

          g_hash_table_iter_init (&iter, groups);
          while (g_hash_table_iter_next (&iter, (gpointer *) &cur_loader, (gpointer *) &cur_group))
          {
            if (cur_loader != NULL && is_same_object (env, cur_loader, loader))
            {
              group = cur_group;
              break;
            }
          }
        }

        if (group == NULL)
        {
          jobject l;
          gchar * str;

          l = (loader != NULL) ? new_global_ref (env, loader) : NULL;

          group = json_builder_new_immutable ();
          g_hash_table_insert (groups, l, group);

          json_builder_begin_object (group);

          json_builder_set_member_name (group, "loader");
          str = g_strdup_printf ("0x%" G_GSIZE_MODIFIER "x", GPOINTER_TO_SIZE (l));
          json_builder_add_string_value (group, str);
          g_free (str);

          json_builder_set_member_name (group, "classes");
          json_builder_begin_array (group);
        }

        json_builder_begin_object (group);

        json_builder_set_member_name (group, "name");
        json_builder_add_string_value (group, class_name);

        json_builder_set_member_name (group, "methods");
        json_builder_begin_array (group);
      }

      json_builder_add_string_value (group, method_name);

      if (seen_method_names != NULL)
        g_hash_table_add (seen_method_names, g_strdup (method_name));

skip_method:
      g_free (normalized_method_name_copy);
      g_free (method_name_copy);
      deallocate (jvmti, method_signature_value);
      deallocate (jvmti, method_name_value);
    }

skip_class:
    if (group != NULL)
    {
      json_builder_end_array (group);
      json_builder_end_object (group);
    }

    if (seen_method_names != NULL)
      g_hash_table_unref (seen_method_names);

    deallocate (jvmti, methods);

    g_free (class_name_copy);
    g_free (class_name);
    deallocate (jvmti, signature);

    if (loader != NULL)
      delete_local_ref (env, loader);

    delete_local_ref (env, klass);
  }

  deallocate (jvmti, classes);

emit_results:
  result = finalize_method_groups_to_json (groups);

  g_hash_table_unref (groups);
  g_pattern_spec_free (method_pattern);
  g_pattern_spec_free (class_pattern);

  return result;
}

static gchar *
finalize_method_groups_to_json (GHashTable * groups)
{
  GString * result;
  GHashTableIter iter;
  guint i;
  JsonBuilder * group;

  result = g_string_sized_new (1024);

  g_string_append_c (result, '[');

  g_hash_table_iter_init (&iter, groups);
  for (i = 0; g_hash_table_iter_next (&iter, NULL, (gpointer *) &group); i++)
  {
    JsonNode * root;
    gchar * json;

    if (i > 0)
      g_string_append_c (result, ',');

    json_builder_end_array (group);
    json_builder_end_object (group);

    root = json_builder_get_root (group);
    json = json_to_string (root, FALSE);
    g_string_append (result, json);
    g_free (json);
    json_node_unref (root);

    g_object_unref (group);
  }

  g_string_append_c (result, ']');

  return g_string_free (result, FALSE);
}

static GPatternSpec *
make_pattern_spec (const gchar * pattern,
                   jboolean ignore_case)
{
  GPatternSpec * spec;

  if (ignore_case)
  {
    gchar * str = g_utf8_strdown (pattern, -1);
    spec = g_pattern_spec_new (str);
    g_free (str);
  }
  else
  {
    spec = g_pattern_spec_new (pattern);
  }

  return spec;
}

static gchar *
class_name_from_signature (const gchar * descriptor)
{
  gchar * result, * c;

  result = g_strdup (descriptor + 1);

  for (c = result; *c != '\\0'; c++)
  {
    if (*c == '/')
      *c = '.';
  }

  c[-1] = '\\0';

  return result;
}

static gchar *
format_method_signature (const gchar * name,
                         const gchar * signature)
{
  GString * sig;
  const gchar * cursor;
  gint arg_index;

  sig = g_string_sized_new (128);

  g_string_append (sig, name);

  cursor = signature;
  arg_index = -1;
  while (TRUE)
  {
    const gchar c = *cursor;

    if (c == '(')
    {
      g_string_append_c (sig, c);
      cursor++;
      arg_index = 0;
    }
    else if (c == ')')
    {
      g_string_append_c (sig, c);
      cursor++;
      break;
    }
    else
    {
      if (arg_index >= 1)
        g_string_append (sig, ", ");

      append_type (sig, &cursor);

      if (arg_index != -1)
        arg_index++;
    }
  }

  g_string_append (sig, ": ");
  append_type (sig, &cursor);

  return g_string_free (sig, FALSE);
}

static void
append_type (GString * output,
             const gchar ** type)
{
  const gchar * cursor = *type;

  switch (*cursor)
  {
    case 'Z':
      g_string_append (output, "boolean");
      cursor++;
      break;
    case 'B':
      g_string_append (output, "byte");
      cursor++;
      break;
    case 'C':
      g_string_append (output, "char");
      cursor++;
      break;
    case 'S':
      g_string_append (output, "short");
      cursor++;
      break;
    case 'I':
      g_string_append (output, "int");
      cursor++;
      break;
    case 'J':
      g_string_append (output, "long");
      cursor++;
      break;
    case 'F':
      g_string_append (output, "float");
      cursor++;
      break;
    case 'D':
      g_string_append (output, "double");
      cursor++;
      break;
    case 'V':
      g_string_append (output, "void");
      cursor++;
      break;
    case 'L':
    {
      gchar ch;

      cursor++;
      for (; (ch = *cursor) != ';'; cursor++)
      {
        g_string_append_c (output, (ch != '/') ? ch : '.');
      }
      cursor++;

      break;
    }
    case '[':
      *type = cursor + 1;
      append_type (output, type);
      g_string_append (output, "[]");
      return;
    default:
      g_string_append (output, "BUG");
      cursor++;
  }

  *type = cursor;
}

void
dealloc (gpointer mem)
{
  g_free (mem);
}

static gpointer
read_art_array (gpointer object_base,
                guint field_offset,
                guint length_size,
                guint * length)
{
  gpointer result, header;
  guint n;

  header = GSIZE_TO_POINTER (*(guint64 *) (object_base + field_offset));
  if (header != NULL)
  {
    result = header + length_size;
    if (length_size == sizeof (guint32))
      n = *(guint32 *) header;
    else
      n = *(guint64 *) header;
  }
  else
  {
    result = NULL;
    n = 0;
  }

  if (length != NULL)
    *length = n;

  return result;
}

static void
std_string_destroy (StdString * str)
{
  if ((str->l.capacity & 1) != 0)
    art_api.free (str->l.data);
}

static gchar *
std_string_c_str (StdString * self)
{
  if ((self->l.capacity & 1) != 0)
    return self->l.data;

  return self->s.data;
}
`,zu=/(.+)!([^/]+)\/?([isu]+)?/,Se=null,Oi=null,Xe=class t{static build(e,n){return ji(n),Oi(e,n,r=>new t(Se.new(e,r,n)))}static enumerateMethods(e,n,r){ji(r);let o=e.match(zu);if(o===null)throw new Error("Invalid query; format is: class!method -- see documentation of Java.enumerateMethods(query) for details");let i=Memory.allocUtf8String(o[1]),s=Memory.allocUtf8String(o[2]),c=!1,a=!1,l=!1,d=o[3];d!==void 0&&(c=d.indexOf("s")!==-1,a=d.indexOf("i")!==-1,l=d.indexOf("u")!==-1);let p;if(n.jvmti!==null){let f=Se.enumerateMethodsJvm(i,s,ht(c),ht(a),ht(l),r);try{p=JSON.parse(f.readUtf8String()).map(u=>{let m=ptr(u.loader);return u.loader=m.isNull()?null:m,u})}finally{Se.dealloc(f)}}else Ee(r.vm,r,f=>{let u=Se.enumerateMethodsArt(i,s,ht(c),ht(a),ht(l));try{let m=n["art::JavaVMExt::AddGlobalRef"],{vm:h}=n;p=JSON.parse(u.readUtf8String()).map(_=>{let g=_.loader;return _.loader=g!==0?m(h,f,ptr(g)):null,_})}finally{Se.dealloc(u)}});return p}constructor(e){this.handle=e}has(e){return Se.has(this.handle,Memory.allocUtf8String(e))!==0}find(e){return Se.find(this.handle,Memory.allocUtf8String(e)).readUtf8String()}list(){let e=Se.list(this.handle);try{return JSON.parse(e.readUtf8String())}finally{Se.dealloc(e)}}};function ji(t){Se===null&&(Se=Vu(t),Oi=Ju(Se,t.vm))}function Vu(t){let e=Rt(),{jvmti:n=null}=e,{pointerSize:r}=Process,o=8,i=r,s=7*r,c=40+5*r,a=o+i+s+c,d=Memory.alloc(a),p=d.add(o),f=p.add(i),{getDeclaredMethods:u,getDeclaredFields:m}=t.javaLangClass(),h=t.javaLangReflectMethod(),_=t.javaLangReflectField(),g=f;[n!==null?n:NULL,u,m,h.getName,h.getModifiers,_.getName,_.getModifiers].forEach(N=>{g=g.writePointer(N).add(r)});let v=f.add(s),{vm:x}=t;if(e.flavor==="art"){let N;if(n!==null)N=[0,0,0,0];else{let j=Ar(x).offset;N=[j.ifields,j.methods,j.sfields,j.copiedMethodsOffset]}let L=ge(x),S=_n(x),T=v;[1,...N,L.size,L.offset.accessFlags,S.size,S.offset.accessFlags,4294967295].forEach(j=>{T=T.writeUInt(j).add(4)}),[e.artClassLinker.address,e["art::ClassLinker::VisitClasses"],e["art::mirror::Class::GetDescriptor"],e["art::ArtMethod::PrettyMethod"],Process.getModuleByName("libc.so").getExportByName("free")].forEach((j,w)=>{j===void 0&&(j=NULL),T=T.writePointer(j).add(r)})}let A=new CModule(Bu,{lock:d,models:p,java_api:f,art_api:v}),M={exceptions:"propagate"},O={exceptions:"propagate",scheduling:"exclusive"};return{handle:A,new:new NativeFunction(A.model_new,"pointer",["pointer","pointer","pointer"],M),has:new NativeFunction(A.model_has,"bool",["pointer","pointer"],O),find:new NativeFunction(A.model_find,"pointer",["pointer","pointer"],O),list:new NativeFunction(A.model_list,"pointer",["pointer"],O),enumerateMethodsArt:new NativeFunction(A.enumerate_methods_art,"pointer",["pointer","pointer","bool","bool","bool"],M),enumerateMethodsJvm:new NativeFunction(A.enumerate_methods_jvm,"pointer",["pointer","pointer","bool","bool","bool","pointer"],M),dealloc:new NativeFunction(A.dealloc,"void",["pointer"],O)}}function Ju(t,e){let n=Rt();if(n.flavor!=="art")return Gu;let r=n["art::JavaVMExt::DecodeGlobal"];return function(o,i,s){let c;return Ee(e,i,a=>{let l=r(e,a,o);c=s(l)}),c}}function Gu(t,e,n){return n(NULL)}function ht(t){return t?1:0}var Pt=class{constructor(e,n){this.items=new Map,this.capacity=e,this.destroy=n}dispose(e){let{items:n,destroy:r}=this;n.forEach(o=>{r(o,e)}),n.clear()}get(e){let{items:n}=this,r=n.get(e);return r!==void 0&&(n.delete(e),n.set(e,r)),r}set(e,n,r){let{items:o}=this,i=o.get(e);if(i!==void 0)o.delete(e),this.destroy(i,r);else if(o.size===this.capacity){let s=o.keys().next().value,c=o.get(s);o.delete(s),this.destroy(c,r)}o.set(e,n)}};var Ce=[],we=[],Jr="ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";for(let t=0,e=Jr.length;t<e;++t)Ce[t]=Jr[t],we[Jr.charCodeAt(t)]=t;we[45]=62;we[95]=63;function Hu(t){let e=t.length;if(e%4>0)throw new Error("Invalid string. Length must be a multiple of 4");let n=t.indexOf("=");n===-1&&(n=e);let r=n===e?0:4-n%4;return[n,r]}function $u(t,e,n){return(e+n)*3/4-n}function Ri(t){let e=Hu(t),n=e[0],r=e[1],o=new Uint8Array($u(t,n,r)),i=0,s=r>0?n-4:n,c;for(c=0;c<s;c+=4){let a=we[t.charCodeAt(c)]<<18|we[t.charCodeAt(c+1)]<<12|we[t.charCodeAt(c+2)]<<6|we[t.charCodeAt(c+3)];o[i++]=a>>16&255,o[i++]=a>>8&255,o[i++]=a&255}if(r===2){let a=we[t.charCodeAt(c)]<<2|we[t.charCodeAt(c+1)]>>4;o[i++]=a&255}if(r===1){let a=we[t.charCodeAt(c)]<<10|we[t.charCodeAt(c+1)]<<4|we[t.charCodeAt(c+2)]>>2;o[i++]=a>>8&255,o[i++]=a&255}return o}function Zu(t){return Ce[t>>18&63]+Ce[t>>12&63]+Ce[t>>6&63]+Ce[t&63]}function Ku(t,e,n){let r=[];for(let o=e;o<n;o+=3){let i=(t[o]<<16&16711680)+(t[o+1]<<8&65280)+(t[o+2]&255);r.push(Zu(i))}return r.join("")}function Gr(t){let e=t.length,n=e%3,r=[],o=16383;for(let i=0,s=e-n;i<s;i+=o)r.push(Ku(t,i,i+o>s?s:i+o));if(n===1){let i=t[e-1];r.push(Ce[i>>2]+Ce[i<<4&63]+"==")}else if(n===2){let i=(t[e-2]<<8)+t[e-1];r.push(Ce[i>>10]+Ce[i>>4&63]+Ce[i<<2&63]+"=")}return r.join("")}function Ft(t,e,n,r,o){let i,s,c=o*8-r-1,a=(1<<c)-1,l=a>>1,d=-7,p=n?o-1:0,f=n?-1:1,u=t[e+p];for(p+=f,i=u&(1<<-d)-1,u>>=-d,d+=c;d>0;)i=i*256+t[e+p],p+=f,d-=8;for(s=i&(1<<-d)-1,i>>=-d,d+=r;d>0;)s=s*256+t[e+p],p+=f,d-=8;if(i===0)i=1-l;else{if(i===a)return s?NaN:(u?-1:1)*(1/0);s=s+Math.pow(2,r),i=i-l}return(u?-1:1)*s*Math.pow(2,i-r)}function Hr(t,e,n,r,o,i){let s,c,a,l=i*8-o-1,d=(1<<l)-1,p=d>>1,f=o===23?Math.pow(2,-24)-Math.pow(2,-77):0,u=r?0:i-1,m=r?1:-1,h=e<0||e===0&&1/e<0?1:0;for(e=Math.abs(e),isNaN(e)||e===1/0?(c=isNaN(e)?1:0,s=d):(s=Math.floor(Math.log(e)/Math.LN2),e*(a=Math.pow(2,-s))<1&&(s--,a*=2),s+p>=1?e+=f/a:e+=f*Math.pow(2,1-p),e*a>=2&&(s++,a/=2),s+p>=d?(c=0,s=d):s+p>=1?(c=(e*a-1)*Math.pow(2,o),s=s+p):(c=e*Math.pow(2,p-1)*Math.pow(2,o),s=0));o>=8;)t[n+u]=c&255,u+=m,c/=256,o-=8;for(s=s<<o|c,l+=o;l>0;)t[n+u]=s&255,u+=m,s/=256,l-=8;t[n+u-m]|=h*128}var Qu={INSPECT_MAX_BYTES:50},$r=2147483647;y.TYPED_ARRAY_SUPPORT=!0;Object.defineProperty(y.prototype,"parent",{enumerable:!0,get:function(){if(y.isBuffer(this))return this.buffer}});Object.defineProperty(y.prototype,"offset",{enumerable:!0,get:function(){if(y.isBuffer(this))return this.byteOffset}});function De(t){if(t>$r)throw new RangeError('The value "'+t+'" is invalid for option "size"');let e=new Uint8Array(t);return Object.setPrototypeOf(e,y.prototype),e}function y(t,e,n){if(typeof t=="number"){if(typeof e=="string")throw new TypeError('The "string" argument must be of type string. Received type number');return qr(t)}return Ui(t,e,n)}y.poolSize=8192;function Ui(t,e,n){if(typeof t=="string")return Xu(t,e);if(ArrayBuffer.isView(t))return ep(t);if(t==null)throw new TypeError("The first argument must be one of type string, Buffer, ArrayBuffer, Array, or Array-like Object. Received type "+typeof t);if(t instanceof ArrayBuffer||t&&t.buffer instanceof ArrayBuffer||t instanceof SharedArrayBuffer||t&&t.buffer instanceof SharedArrayBuffer)return Kr(t,e,n);if(typeof t=="number")throw new TypeError('The "value" argument must not be of type number. Received type number');let r=t.valueOf&&t.valueOf();if(r!=null&&r!==t)return y.from(r,e,n);let o=tp(t);if(o)return o;if(typeof Symbol<"u"&&Symbol.toPrimitive!=null&&typeof t[Symbol.toPrimitive]=="function")return y.from(t[Symbol.toPrimitive]("string"),e,n);throw new TypeError("The first argument must be one of type string, Buffer, ArrayBuffer, Array, or Array-like Object. Received type "+typeof t)}y.from=function(t,e,n){return Ui(t,e,n)};Object.setPrototypeOf(y.prototype,Uint8Array.prototype);Object.setPrototypeOf(y,Uint8Array);function Bi(t){if(typeof t!="number")throw new TypeError('"size" argument must be of type number');if(t<0)throw new RangeError('The value "'+t+'" is invalid for option "size"')}function Yu(t,e,n){return Bi(t),t<=0?De(t):e!==void 0?typeof n=="string"?De(t).fill(e,n):De(t).fill(e):De(t)}y.alloc=function(t,e,n){return Yu(t,e,n)};function qr(t){return Bi(t),De(t<0?0:Qr(t)|0)}y.allocUnsafe=function(t){return qr(t)};y.allocUnsafeSlow=function(t){return qr(t)};function Xu(t,e){if((typeof e!="string"||e==="")&&(e="utf8"),!y.isEncoding(e))throw new TypeError("Unknown encoding: "+e);let n=zi(t,e)|0,r=De(n),o=r.write(t,e);return o!==n&&(r=r.slice(0,o)),r}function Zr(t){let e=t.length<0?0:Qr(t.length)|0,n=De(e);for(let r=0;r<e;r+=1)n[r]=t[r]&255;return n}function ep(t){if(t instanceof Uint8Array){let e=new Uint8Array(t);return Kr(e.buffer,e.byteOffset,e.byteLength)}return Zr(t)}function Kr(t,e,n){if(e<0||t.byteLength<e)throw new RangeError('"offset" is outside of buffer bounds');if(t.byteLength<e+(n||0))throw new RangeError('"length" is outside of buffer bounds');let r;return e===void 0&&n===void 0?r=new Uint8Array(t):n===void 0?r=new Uint8Array(t,e):r=new Uint8Array(t,e,n),Object.setPrototypeOf(r,y.prototype),r}function tp(t){if(y.isBuffer(t)){let e=Qr(t.length)|0,n=De(e);return n.length===0||t.copy(n,0,0,e),n}if(t.length!==void 0)return typeof t.length!="number"||Number.isNaN(t.length)?De(0):Zr(t);if(t.type==="Buffer"&&Array.isArray(t.data))return Zr(t.data)}function Qr(t){if(t>=$r)throw new RangeError("Attempt to allocate Buffer larger than maximum size: 0x"+$r.toString(16)+" bytes");return t|0}y.isBuffer=function(e){return e!=null&&e._isBuffer===!0&&e!==y.prototype};y.compare=function(e,n){if(e instanceof Uint8Array&&(e=y.from(e,e.offset,e.byteLength)),n instanceof Uint8Array&&(n=y.from(n,n.offset,n.byteLength)),!y.isBuffer(e)||!y.isBuffer(n))throw new TypeError('The "buf1", "buf2" arguments must be one of type Buffer or Uint8Array');if(e===n)return 0;let r=e.length,o=n.length;for(let i=0,s=Math.min(r,o);i<s;++i)if(e[i]!==n[i]){r=e[i],o=n[i];break}return r<o?-1:o<r?1:0};y.isEncoding=function(e){switch(String(e).toLowerCase()){case"hex":case"utf8":case"utf-8":case"ascii":case"latin1":case"binary":case"base64":case"ucs2":case"ucs-2":case"utf16le":case"utf-16le":return!0;default:return!1}};y.concat=function(e,n){if(!Array.isArray(e))throw new TypeError('"list" argument must be an Array of Buffers');if(e.length===0)return y.alloc(0);let r;if(n===void 0)for(n=0,r=0;r<e.length;++r)n+=e[r].length;let o=y.allocUnsafe(n),i=0;for(r=0;r<e.length;++r){let s=e[r];if(s instanceof Uint8Array)i+s.length>o.length?(y.isBuffer(s)||(s=y.from(s.buffer,s.byteOffset,s.byteLength)),s.copy(o,i)):Uint8Array.prototype.set.call(o,s,i);else if(y.isBuffer(s))s.copy(o,i);else throw new TypeError('"list" argument must be an Array of Buffers');i+=s.length}return o};function zi(t,e){if(y.isBuffer(t))return t.length;if(ArrayBuffer.isView(t)||t instanceof ArrayBuffer)return t.byteLength;if(typeof t!="string")throw new TypeError('The "string" argument must be one of type string, Buffer, or ArrayBuffer. Received type '+typeof t);let n=t.length,r=arguments.length>2&&arguments[2]===!0;if(!r&&n===0)return 0;let o=!1;for(;;)switch(e){case"ascii":case"latin1":case"binary":return n;case"utf8":case"utf-8":return Wr(t).length;case"ucs2":case"ucs-2":case"utf16le":case"utf-16le":return n*2;case"hex":return n>>>1;case"base64":return qi(t).length;default:if(o)return r?-1:Wr(t).length;e=(""+e).toLowerCase(),o=!0}}y.byteLength=zi;function np(t,e,n){let r=!1;if((e===void 0||e<0)&&(e=0),e>this.length||((n===void 0||n>this.length)&&(n=this.length),n<=0)||(n>>>=0,e>>>=0,n<=e))return"";for(t||(t="utf8");;)switch(t){case"hex":return pp(this,e,n);case"utf8":case"utf-8":return Ji(this,e,n);case"ascii":return dp(this,e,n);case"latin1":case"binary":return up(this,e,n);case"base64":return cp(this,e,n);case"ucs2":case"ucs-2":case"utf16le":case"utf-16le":return fp(this,e,n);default:if(r)throw new TypeError("Unknown encoding: "+t);t=(t+"").toLowerCase(),r=!0}}y.prototype._isBuffer=!0;function et(t,e,n){let r=t[e];t[e]=t[n],t[n]=r}y.prototype.swap16=function(){let e=this.length;if(e%2!==0)throw new RangeError("Buffer size must be a multiple of 16-bits");for(let n=0;n<e;n+=2)et(this,n,n+1);return this};y.prototype.swap32=function(){let e=this.length;if(e%4!==0)throw new RangeError("Buffer size must be a multiple of 32-bits");for(let n=0;n<e;n+=4)et(this,n,n+3),et(this,n+1,n+2);return this};y.prototype.swap64=function(){let e=this.length;if(e%8!==0)throw new RangeError("Buffer size must be a multiple of 64-bits");for(let n=0;n<e;n+=8)et(this,n,n+7),et(this,n+1,n+6),et(this,n+2,n+5),et(this,n+3,n+4);return this};y.prototype.toString=function(){let e=this.length;return e===0?"":arguments.length===0?Ji(this,0,e):np.apply(this,arguments)};y.prototype.toLocaleString=y.prototype.toString;y.prototype.equals=function(e){if(!y.isBuffer(e))throw new TypeError("Argument must be a Buffer");return this===e?!0:y.compare(this,e)===0};y.prototype.inspect=function(){let e="",n=Qu.INSPECT_MAX_BYTES;return e=this.toString("hex",0,n).replace(/(.{2})/g,"$1 ").trim(),this.length>n&&(e+=" ... "),"<Buffer "+e+">"};y.prototype[Symbol.for("nodejs.util.inspect.custom")]=y.prototype.inspect;y.prototype.compare=function(e,n,r,o,i){if(e instanceof Uint8Array&&(e=y.from(e,e.offset,e.byteLength)),!y.isBuffer(e))throw new TypeError('The "target" argument must be one of type Buffer or Uint8Array. Received type '+typeof e);if(n===void 0&&(n=0),r===void 0&&(r=e?e.length:0),o===void 0&&(o=0),i===void 0&&(i=this.length),n<0||r>e.length||o<0||i>this.length)throw new RangeError("out of range index");if(o>=i&&n>=r)return 0;if(o>=i)return-1;if(n>=r)return 1;if(n>>>=0,r>>>=0,o>>>=0,i>>>=0,this===e)return 0;let s=i-o,c=r-n,a=Math.min(s,c),l=this.slice(o,i),d=e.slice(n,r);for(let p=0;p<a;++p)if(l[p]!==d[p]){s=l[p],c=d[p];break}return s<c?-1:c<s?1:0};function Vi(t,e,n,r,o){if(t.length===0)return-1;if(typeof n=="string"?(r=n,n=0):n>2147483647?n=2147483647:n<-2147483648&&(n=-2147483648),n=+n,Number.isNaN(n)&&(n=o?0:t.length-1),n<0&&(n=t.length+n),n>=t.length){if(o)return-1;n=t.length-1}else if(n<0)if(o)n=0;else return-1;if(typeof e=="string"&&(e=y.from(e,r)),y.isBuffer(e))return e.length===0?-1:Pi(t,e,n,r,o);if(typeof e=="number")return e=e&255,typeof Uint8Array.prototype.indexOf=="function"?o?Uint8Array.prototype.indexOf.call(t,e,n):Uint8Array.prototype.lastIndexOf.call(t,e,n):Pi(t,[e],n,r,o);throw new TypeError("val must be string, number or Buffer")}function Pi(t,e,n,r,o){let i=1,s=t.length,c=e.length;if(r!==void 0&&(r=String(r).toLowerCase(),r==="ucs2"||r==="ucs-2"||r==="utf16le"||r==="utf-16le")){if(t.length<2||e.length<2)return-1;i=2,s/=2,c/=2,n/=2}function a(d,p){return i===1?d[p]:d.readUInt16BE(p*i)}let l;if(o){let d=-1;for(l=n;l<s;l++)if(a(t,l)===a(e,d===-1?0:l-d)){if(d===-1&&(d=l),l-d+1===c)return d*i}else d!==-1&&(l-=l-d),d=-1}else for(n+c>s&&(n=s-c),l=n;l>=0;l--){let d=!0;for(let p=0;p<c;p++)if(a(t,l+p)!==a(e,p)){d=!1;break}if(d)return l}return-1}y.prototype.includes=function(e,n,r){return this.indexOf(e,n,r)!==-1};y.prototype.indexOf=function(e,n,r){return Vi(this,e,n,r,!0)};y.prototype.lastIndexOf=function(e,n,r){return Vi(this,e,n,r,!1)};function rp(t,e,n,r){n=Number(n)||0;let o=t.length-n;r?(r=Number(r),r>o&&(r=o)):r=o;let i=e.length;r>i/2&&(r=i/2);let s;for(s=0;s<r;++s){let c=parseInt(e.substr(s*2,2),16);if(Number.isNaN(c))return s;t[n+s]=c}return s}function op(t,e,n,r){return vn(Wr(e,t.length-n),t,n,r)}function ip(t,e,n,r){return vn(gp(e),t,n,r)}function sp(t,e,n,r){return vn(qi(e),t,n,r)}function ap(t,e,n,r){return vn(yp(e,t.length-n),t,n,r)}y.prototype.write=function(e,n,r,o){if(n===void 0)o="utf8",r=this.length,n=0;else if(r===void 0&&typeof n=="string")o=n,r=this.length,n=0;else if(isFinite(n))n=n>>>0,isFinite(r)?(r=r>>>0,o===void 0&&(o="utf8")):(o=r,r=void 0);else throw new Error("Buffer.write(string, encoding, offset[, length]) is no longer supported");let i=this.length-n;if((r===void 0||r>i)&&(r=i),e.length>0&&(r<0||n<0)||n>this.length)throw new RangeError("Attempt to write outside buffer bounds");o||(o="utf8");let s=!1;for(;;)switch(o){case"hex":return rp(this,e,n,r);case"utf8":case"utf-8":return op(this,e,n,r);case"ascii":case"latin1":case"binary":return ip(this,e,n,r);case"base64":return sp(this,e,n,r);case"ucs2":case"ucs-2":case"utf16le":case"utf-16le":return ap(this,e,n,r);default:if(s)throw new TypeError("Unknown encoding: "+o);o=(""+o).toLowerCase(),s=!0}};y.prototype.toJSON=function(){return{type:"Buffer",data:Array.prototype.slice.call(this._arr||this,0)}};function cp(t,e,n){return e===0&&n===t.length?Gr(t):Gr(t.slice(e,n))}function Ji(t,e,n){n=Math.min(t.length,n);let r=[],o=e;for(;o<n;){let i=t[o],s=null,c=i>239?4:i>223?3:i>191?2:1;if(o+c<=n){let a,l,d,p;switch(c){case 1:i<128&&(s=i);break;case 2:a=t[o+1],(a&192)===128&&(p=(i&31)<<6|a&63,p>127&&(s=p));break;case 3:a=t[o+1],l=t[o+2],(a&192)===128&&(l&192)===128&&(p=(i&15)<<12|(a&63)<<6|l&63,p>2047&&(p<55296||p>57343)&&(s=p));break;case 4:a=t[o+1],l=t[o+2],d=t[o+3],(a&192)===128&&(l&192)===128&&(d&192)===128&&(p=(i&15)<<18|(a&63)<<12|(l&63)<<6|d&63,p>65535&&p<1114112&&(s=p))}}s===null?(s=65533,c=1):s>65535&&(s-=65536,r.push(s>>>10&1023|55296),s=56320|s&1023),r.push(s),o+=c}return lp(r)}var Fi=4096;function lp(t){let e=t.length;if(e<=Fi)return String.fromCharCode.apply(String,t);let n="",r=0;for(;r<e;)n+=String.fromCharCode.apply(String,t.slice(r,r+=Fi));return n}function dp(t,e,n){let r="";n=Math.min(t.length,n);for(let o=e;o<n;++o)r+=String.fromCharCode(t[o]&127);return r}function up(t,e,n){let r="";n=Math.min(t.length,n);for(let o=e;o<n;++o)r+=String.fromCharCode(t[o]);return r}function pp(t,e,n){let r=t.length;(!e||e<0)&&(e=0),(!n||n<0||n>r)&&(n=r);let o="";for(let i=e;i<n;++i)o+=bp[t[i]];return o}function fp(t,e,n){let r=t.slice(e,n),o="";for(let i=0;i<r.length-1;i+=2)o+=String.fromCharCode(r[i]+r[i+1]*256);return o}y.prototype.slice=function(e,n){let r=this.length;e=~~e,n=n===void 0?r:~~n,e<0?(e+=r,e<0&&(e=0)):e>r&&(e=r),n<0?(n+=r,n<0&&(n=0)):n>r&&(n=r),n<e&&(n=e);let o=this.subarray(e,n);return Object.setPrototypeOf(o,y.prototype),o};function ce(t,e,n){if(t%1!==0||t<0)throw new RangeError("offset is not uint");if(t+e>n)throw new RangeError("Trying to access beyond buffer length")}y.prototype.readUintLE=y.prototype.readUIntLE=function(e,n,r){e=e>>>0,n=n>>>0,r||ce(e,n,this.length);let o=this[e],i=1,s=0;for(;++s<n&&(i*=256);)o+=this[e+s]*i;return o};y.prototype.readUintBE=y.prototype.readUIntBE=function(e,n,r){e=e>>>0,n=n>>>0,r||ce(e,n,this.length);let o=this[e+--n],i=1;for(;n>0&&(i*=256);)o+=this[e+--n]*i;return o};y.prototype.readUint8=y.prototype.readUInt8=function(e,n){return e=e>>>0,n||ce(e,1,this.length),this[e]};y.prototype.readUint16LE=y.prototype.readUInt16LE=function(e,n){return e=e>>>0,n||ce(e,2,this.length),this[e]|this[e+1]<<8};y.prototype.readUint16BE=y.prototype.readUInt16BE=function(e,n){return e=e>>>0,n||ce(e,2,this.length),this[e]<<8|this[e+1]};y.prototype.readUint32LE=y.prototype.readUInt32LE=function(e,n){return e=e>>>0,n||ce(e,4,this.length),(this[e]|this[e+1]<<8|this[e+2]<<16)+this[e+3]*16777216};y.prototype.readUint32BE=y.prototype.readUInt32BE=function(e,n){return e=e>>>0,n||ce(e,4,this.length),this[e]*16777216+(this[e+1]<<16|this[e+2]<<8|this[e+3])};y.prototype.readBigUInt64LE=function(e){e=e>>>0,_t(e,"offset");let n=this[e],r=this[e+7];(n===void 0||r===void 0)&&Dt(e,this.length-8);let o=n+this[++e]*2**8+this[++e]*2**16+this[++e]*2**24,i=this[++e]+this[++e]*2**8+this[++e]*2**16+r*2**24;return BigInt(o)+(BigInt(i)<<BigInt(32))};y.prototype.readBigUInt64BE=function(e){e=e>>>0,_t(e,"offset");let n=this[e],r=this[e+7];(n===void 0||r===void 0)&&Dt(e,this.length-8);let o=n*2**24+this[++e]*2**16+this[++e]*2**8+this[++e],i=this[++e]*2**24+this[++e]*2**16+this[++e]*2**8+r;return(BigInt(o)<<BigInt(32))+BigInt(i)};y.prototype.readIntLE=function(e,n,r){e=e>>>0,n=n>>>0,r||ce(e,n,this.length);let o=this[e],i=1,s=0;for(;++s<n&&(i*=256);)o+=this[e+s]*i;return i*=128,o>=i&&(o-=Math.pow(2,8*n)),o};y.prototype.readIntBE=function(e,n,r){e=e>>>0,n=n>>>0,r||ce(e,n,this.length);let o=n,i=1,s=this[e+--o];for(;o>0&&(i*=256);)s+=this[e+--o]*i;return i*=128,s>=i&&(s-=Math.pow(2,8*n)),s};y.prototype.readInt8=function(e,n){return e=e>>>0,n||ce(e,1,this.length),this[e]&128?(255-this[e]+1)*-1:this[e]};y.prototype.readInt16LE=function(e,n){e=e>>>0,n||ce(e,2,this.length);let r=this[e]|this[e+1]<<8;return r&32768?r|4294901760:r};y.prototype.readInt16BE=function(e,n){e=e>>>0,n||ce(e,2,this.length);let r=this[e+1]|this[e]<<8;return r&32768?r|4294901760:r};y.prototype.readInt32LE=function(e,n){return e=e>>>0,n||ce(e,4,this.length),this[e]|this[e+1]<<8|this[e+2]<<16|this[e+3]<<24};y.prototype.readInt32BE=function(e,n){return e=e>>>0,n||ce(e,4,this.length),this[e]<<24|this[e+1]<<16|this[e+2]<<8|this[e+3]};y.prototype.readBigInt64LE=function(e){e=e>>>0,_t(e,"offset");let n=this[e],r=this[e+7];(n===void 0||r===void 0)&&Dt(e,this.length-8);let o=this[e+4]+this[e+5]*2**8+this[e+6]*2**16+(r<<24);return(BigInt(o)<<BigInt(32))+BigInt(n+this[++e]*2**8+this[++e]*2**16+this[++e]*2**24)};y.prototype.readBigInt64BE=function(e){e=e>>>0,_t(e,"offset");let n=this[e],r=this[e+7];(n===void 0||r===void 0)&&Dt(e,this.length-8);let o=(n<<24)+this[++e]*2**16+this[++e]*2**8+this[++e];return(BigInt(o)<<BigInt(32))+BigInt(this[++e]*2**24+this[++e]*2**16+this[++e]*2**8+r)};y.prototype.readFloatLE=function(e,n){return e=e>>>0,n||ce(e,4,this.length),Ft(this,e,!0,23,4)};y.prototype.readFloatBE=function(e,n){return e=e>>>0,n||ce(e,4,this.length),Ft(this,e,!1,23,4)};y.prototype.readDoubleLE=function(e,n){return e=e>>>0,n||ce(e,8,this.length),Ft(this,e,!0,52,8)};y.prototype.readDoubleBE=function(e,n){return e=e>>>0,n||ce(e,8,this.length),Ft(this,e,!1,52,8)};function me(t,e,n,r,o,i){if(!y.isBuffer(t))throw new TypeError('"buffer" argument must be a Buffer instance');if(e>o||e<i)throw new RangeError('"value" argument is out of bounds');if(n+r>t.length)throw new RangeError("Index out of range")}y.prototype.writeUintLE=y.prototype.writeUIntLE=function(e,n,r,o){if(e=+e,n=n>>>0,r=r>>>0,!o){let c=Math.pow(2,8*r)-1;me(this,e,n,r,c,0)}let i=1,s=0;for(this[n]=e&255;++s<r&&(i*=256);)this[n+s]=e/i&255;return n+r};y.prototype.writeUintBE=y.prototype.writeUIntBE=function(e,n,r,o){if(e=+e,n=n>>>0,r=r>>>0,!o){let c=Math.pow(2,8*r)-1;me(this,e,n,r,c,0)}let i=r-1,s=1;for(this[n+i]=e&255;--i>=0&&(s*=256);)this[n+i]=e/s&255;return n+r};y.prototype.writeUint8=y.prototype.writeUInt8=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,1,255,0),this[n]=e&255,n+1};y.prototype.writeUint16LE=y.prototype.writeUInt16LE=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,2,65535,0),this[n]=e&255,this[n+1]=e>>>8,n+2};y.prototype.writeUint16BE=y.prototype.writeUInt16BE=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,2,65535,0),this[n]=e>>>8,this[n+1]=e&255,n+2};y.prototype.writeUint32LE=y.prototype.writeUInt32LE=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,4,4294967295,0),this[n+3]=e>>>24,this[n+2]=e>>>16,this[n+1]=e>>>8,this[n]=e&255,n+4};y.prototype.writeUint32BE=y.prototype.writeUInt32BE=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,4,4294967295,0),this[n]=e>>>24,this[n+1]=e>>>16,this[n+2]=e>>>8,this[n+3]=e&255,n+4};function Gi(t,e,n,r,o){Wi(e,r,o,t,n,7);let i=Number(e&BigInt(4294967295));t[n++]=i,i=i>>8,t[n++]=i,i=i>>8,t[n++]=i,i=i>>8,t[n++]=i;let s=Number(e>>BigInt(32)&BigInt(4294967295));return t[n++]=s,s=s>>8,t[n++]=s,s=s>>8,t[n++]=s,s=s>>8,t[n++]=s,n}function Hi(t,e,n,r,o){Wi(e,r,o,t,n,7);let i=Number(e&BigInt(4294967295));t[n+7]=i,i=i>>8,t[n+6]=i,i=i>>8,t[n+5]=i,i=i>>8,t[n+4]=i;let s=Number(e>>BigInt(32)&BigInt(4294967295));return t[n+3]=s,s=s>>8,t[n+2]=s,s=s>>8,t[n+1]=s,s=s>>8,t[n]=s,n+8}y.prototype.writeBigUInt64LE=function(e,n=0){return Gi(this,e,n,BigInt(0),BigInt("0xffffffffffffffff"))};y.prototype.writeBigUInt64BE=function(e,n=0){return Hi(this,e,n,BigInt(0),BigInt("0xffffffffffffffff"))};y.prototype.writeIntLE=function(e,n,r,o){if(e=+e,n=n>>>0,!o){let a=Math.pow(2,8*r-1);me(this,e,n,r,a-1,-a)}let i=0,s=1,c=0;for(this[n]=e&255;++i<r&&(s*=256);)e<0&&c===0&&this[n+i-1]!==0&&(c=1),this[n+i]=(e/s>>0)-c&255;return n+r};y.prototype.writeIntBE=function(e,n,r,o){if(e=+e,n=n>>>0,!o){let a=Math.pow(2,8*r-1);me(this,e,n,r,a-1,-a)}let i=r-1,s=1,c=0;for(this[n+i]=e&255;--i>=0&&(s*=256);)e<0&&c===0&&this[n+i+1]!==0&&(c=1),this[n+i]=(e/s>>0)-c&255;return n+r};y.prototype.writeInt8=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,1,127,-128),e<0&&(e=255+e+1),this[n]=e&255,n+1};y.prototype.writeInt16LE=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,2,32767,-32768),this[n]=e&255,this[n+1]=e>>>8,n+2};y.prototype.writeInt16BE=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,2,32767,-32768),this[n]=e>>>8,this[n+1]=e&255,n+2};y.prototype.writeInt32LE=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,4,2147483647,-2147483648),this[n]=e&255,this[n+1]=e>>>8,this[n+2]=e>>>16,this[n+3]=e>>>24,n+4};y.prototype.writeInt32BE=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,4,2147483647,-2147483648),e<0&&(e=4294967295+e+1),this[n]=e>>>24,this[n+1]=e>>>16,this[n+2]=e>>>8,this[n+3]=e&255,n+4};y.prototype.writeBigInt64LE=function(e,n=0){return Gi(this,e,n,-BigInt("0x8000000000000000"),BigInt("0x7fffffffffffffff"))};y.prototype.writeBigInt64BE=function(e,n=0){return Hi(this,e,n,-BigInt("0x8000000000000000"),BigInt("0x7fffffffffffffff"))};function $i(t,e,n,r,o,i){if(n+r>t.length)throw new RangeError("Index out of range");if(n<0)throw new RangeError("Index out of range")}function Zi(t,e,n,r,o){return e=+e,n=n>>>0,o||$i(t,e,n,4,34028234663852886e22,-34028234663852886e22),Hr(t,e,n,r,23,4),n+4}y.prototype.writeFloatLE=function(e,n,r){return Zi(this,e,n,!0,r)};y.prototype.writeFloatBE=function(e,n,r){return Zi(this,e,n,!1,r)};function Ki(t,e,n,r,o){return e=+e,n=n>>>0,o||$i(t,e,n,8,17976931348623157e292,-17976931348623157e292),Hr(t,e,n,r,52,8),n+8}y.prototype.writeDoubleLE=function(e,n,r){return Ki(this,e,n,!0,r)};y.prototype.writeDoubleBE=function(e,n,r){return Ki(this,e,n,!1,r)};y.prototype.copy=function(e,n,r,o){if(!y.isBuffer(e))throw new TypeError("argument should be a Buffer");if(r||(r=0),!o&&o!==0&&(o=this.length),n>=e.length&&(n=e.length),n||(n=0),o>0&&o<r&&(o=r),o===r||e.length===0||this.length===0)return 0;if(n<0)throw new RangeError("targetStart out of bounds");if(r<0||r>=this.length)throw new RangeError("Index out of range");if(o<0)throw new RangeError("sourceEnd out of bounds");o>this.length&&(o=this.length),e.length-n<o-r&&(o=e.length-n+r);let i=o-r;return this===e?this.copyWithin(n,r,o):Uint8Array.prototype.set.call(e,this.subarray(r,o),n),i};y.prototype.fill=function(e,n,r,o){if(typeof e=="string"){if(typeof n=="string"?(o=n,n=0,r=this.length):typeof r=="string"&&(o=r,r=this.length),o!==void 0&&typeof o!="string")throw new TypeError("encoding must be a string");if(typeof o=="string"&&!y.isEncoding(o))throw new TypeError("Unknown encoding: "+o);if(e.length===1){let s=e.charCodeAt(0);(o==="utf8"&&s<128||o==="latin1")&&(e=s)}}else typeof e=="number"?e=e&255:typeof e=="boolean"&&(e=Number(e));if(n<0||this.length<n||this.length<r)throw new RangeError("Out of range index");if(r<=n)return this;n=n>>>0,r=r===void 0?this.length:r>>>0,e||(e=0);let i;if(typeof e=="number")for(i=n;i<r;++i)this[i]=e;else{let s=y.isBuffer(e)?e:y.from(e,o),c=s.length;if(c===0)throw new TypeError('The value "'+e+'" is invalid for argument "value"');for(i=0;i<r-n;++i)this[i+n]=s[i%c]}return this};var mt={};function Yr(t,e,n){mt[t]=class extends n{constructor(){super(),Object.defineProperty(this,"message",{value:e.apply(this,arguments),writable:!0,configurable:!0}),this.name=`${this.name} [${t}]`,this.stack,delete this.name}get code(){return t}set code(o){Object.defineProperty(this,"code",{configurable:!0,enumerable:!0,value:o,writable:!0})}toString(){return`${this.name} [${t}]: ${this.message}`}}}Yr("ERR_BUFFER_OUT_OF_BOUNDS",function(t){return t?`${t} is outside of buffer bounds`:"Attempt to access memory outside buffer bounds"},RangeError);Yr("ERR_INVALID_ARG_TYPE",function(t,e){return`The "${t}" argument must be of type number. Received type ${typeof e}`},TypeError);Yr("ERR_OUT_OF_RANGE",function(t,e,n){let r=`The value of "${t}" is out of range.`,o=n;return Number.isInteger(n)&&Math.abs(n)>2**32?o=Di(String(n)):typeof n=="bigint"&&(o=String(n),(n>BigInt(2)**BigInt(32)||n<-(BigInt(2)**BigInt(32)))&&(o=Di(o)),o+="n"),r+=` It must be ${e}. Received ${o}`,r},RangeError);function Di(t){let e="",n=t.length,r=t[0]==="-"?1:0;for(;n>=r+4;n-=3)e=`_${t.slice(n-3,n)}${e}`;return`${t.slice(0,n)}${e}`}function hp(t,e,n){_t(e,"offset"),(t[e]===void 0||t[e+n]===void 0)&&Dt(e,t.length-(n+1))}function Wi(t,e,n,r,o,i){if(t>n||t<e){let s=typeof e=="bigint"?"n":"",c;throw i>3?e===0||e===BigInt(0)?c=`>= 0${s} and < 2${s} ** ${(i+1)*8}${s}`:c=`>= -(2${s} ** ${(i+1)*8-1}${s}) and < 2 ** ${(i+1)*8-1}${s}`:c=`>= ${e}${s} and <= ${n}${s}`,new mt.ERR_OUT_OF_RANGE("value",c,t)}hp(r,o,i)}function _t(t,e){if(typeof t!="number")throw new mt.ERR_INVALID_ARG_TYPE(e,"number",t)}function Dt(t,e,n){throw Math.floor(t)!==t?(_t(t,n),new mt.ERR_OUT_OF_RANGE(n||"offset","an integer",t)):e<0?new mt.ERR_BUFFER_OUT_OF_BOUNDS:new mt.ERR_OUT_OF_RANGE(n||"offset",`>= ${n?1:0} and <= ${e}`,t)}var mp=/[^+/0-9A-Za-z-_]/g;function _p(t){if(t=t.split("=")[0],t=t.trim().replace(mp,""),t.length<2)return"";for(;t.length%4!==0;)t=t+"=";return t}function Wr(t,e){e=e||1/0;let n,r=t.length,o=null,i=[];for(let s=0;s<r;++s){if(n=t.charCodeAt(s),n>55295&&n<57344){if(!o){if(n>56319){(e-=3)>-1&&i.push(239,191,189);continue}else if(s+1===r){(e-=3)>-1&&i.push(239,191,189);continue}o=n;continue}if(n<56320){(e-=3)>-1&&i.push(239,191,189),o=n;continue}n=(o-55296<<10|n-56320)+65536}else o&&(e-=3)>-1&&i.push(239,191,189);if(o=null,n<128){if((e-=1)<0)break;i.push(n)}else if(n<2048){if((e-=2)<0)break;i.push(n>>6|192,n&63|128)}else if(n<65536){if((e-=3)<0)break;i.push(n>>12|224,n>>6&63|128,n&63|128)}else if(n<1114112){if((e-=4)<0)break;i.push(n>>18|240,n>>12&63|128,n>>6&63|128,n&63|128)}else throw new Error("Invalid code point")}return i}function gp(t){let e=[];for(let n=0;n<t.length;++n)e.push(t.charCodeAt(n)&255);return e}function yp(t,e){let n,r,o,i=[];for(let s=0;s<t.length&&!((e-=2)<0);++s)n=t.charCodeAt(s),r=n>>8,o=n%256,i.push(o),i.push(r);return i}function qi(t){return Ri(_p(t))}function vn(t,e,n,r){let o;for(o=0;o<r&&!(o+n>=e.length||o>=t.length);++o)e[o+n]=t[o];return o}var bp=(function(){let t="0123456789abcdef",e=new Array(256);for(let n=0;n<16;++n){let r=n*16;for(let o=0;o<16;++o)e[r+o]=t[n]+t[o]}return e})();var Ut=1,to=256,Qi=65536,vp=305419896,Yi=32,Xi=12,es=8,ts=8,ns=4,rs=4,os=12,Ep=0,Sp=1,wp=2,Ip=3,xp=4,kp=5,Ap=6,Tp=4096,Cp=4097,Lp=4099,Np=8192,Mp=8193,jp=8194,Op=8195,Rp=8196,Pp=8198,Fp=24,Dp=28,Up=2,Bp=24,is=y.from([3,0,7,14,0]),Xr="Ldalvik/annotation/Throws;",zp=y.from([0]);function Vp(t){let e=new no,n=Object.assign({},t);return e.addClass(n),e.build()}var no=class{constructor(){this.classes=[]}addClass(e){this.classes.push(e)}build(){let e=Hp(this.classes),{classes:n,interfaces:r,fields:o,methods:i,protos:s,parameters:c,annotationDirectories:a,annotationSets:l,throwsAnnotations:d,types:p,strings:f}=e,u=0,m=0,h=8,_=12,g=20,v=112;u+=v;let x=u,A=f.length*rs;u+=A;let M=u,O=p.length*ns;u+=O;let N=u,L=s.length*Xi;u+=L;let S=u,T=o.length*es;u+=T;let j=u,w=i.length*ts;u+=w;let R=u,D=n.length*Yi;u+=D;let U=u,F=l.map(k=>{let P=u;return k.offset=P,u+=4+k.items.length*4,P}),z=n.reduce((k,P)=>(P.classData.constructorMethods.forEach(Z=>{let[,W,K]=Z;(W&to)===0&&K>=0&&(Z.push(u),k.push({offset:u,superConstructor:K}),u+=Bp)}),k),[]);a.forEach(k=>{k.offset=u,u+=16+k.methods.length*8});let ne=r.map(k=>{u=eo(u,4);let P=u;return k.offset=P,u+=4+2*k.types.length,P}),oe=c.map(k=>{u=eo(u,4);let P=u;return k.offset=P,u+=4+2*k.types.length,P}),le=[],X=f.map(k=>{let P=u,B=y.from(ye(k.length)),Z=y.from(k,"utf8"),W=y.concat([B,Z,zp]);return le.push(W),u+=W.length,P}),ae=z.map(k=>{let P=u;return u+=is.length,P}),ee=d.map(k=>{let P=Gp(k);return k.offset=u,u+=P.length,P}),ie=n.map((k,P)=>{k.classData.offset=u;let B=Jp(k);return u+=B.length,B}),ke=0,wt=0;u=eo(u,4);let H=u,_e=r.length+c.length,Re=4+(o.length>0?1:0)+2+l.length+z.length+a.length+(_e>0?1:0)+1+ae.length+d.length+n.length+1,We=4+Re*os;u+=We;let He=u-U,dt=u,I=y.alloc(dt);I.write(`dex
035`),I.writeUInt32LE(dt,32),I.writeUInt32LE(v,36),I.writeUInt32LE(vp,40),I.writeUInt32LE(ke,44),I.writeUInt32LE(wt,48),I.writeUInt32LE(H,52),I.writeUInt32LE(f.length,56),I.writeUInt32LE(x,60),I.writeUInt32LE(p.length,64),I.writeUInt32LE(M,68),I.writeUInt32LE(s.length,72),I.writeUInt32LE(N,76),I.writeUInt32LE(o.length,80),I.writeUInt32LE(o.length>0?S:0,84),I.writeUInt32LE(i.length,88),I.writeUInt32LE(j,92),I.writeUInt32LE(n.length,96),I.writeUInt32LE(R,100),I.writeUInt32LE(He,104),I.writeUInt32LE(U,108),X.forEach((k,P)=>{I.writeUInt32LE(k,x+P*rs)}),p.forEach((k,P)=>{I.writeUInt32LE(k,M+P*ns)}),s.forEach((k,P)=>{let[B,Z,W]=k,K=N+P*Xi;I.writeUInt32LE(B,K),I.writeUInt32LE(Z,K+4),I.writeUInt32LE(W!==null?W.offset:0,K+8)}),o.forEach((k,P)=>{let[B,Z,W]=k,K=S+P*es;I.writeUInt16LE(B,K),I.writeUInt16LE(Z,K+2),I.writeUInt32LE(W,K+4)}),i.forEach((k,P)=>{let[B,Z,W]=k,K=j+P*ts;I.writeUInt16LE(B,K),I.writeUInt16LE(Z,K+2),I.writeUInt32LE(W,K+4)}),n.forEach((k,P)=>{let{interfaces:B,annotationsDirectory:Z}=k,W=B!==null?B.offset:0,K=Z!==null?Z.offset:0,It=0,ve=R+P*Yi;I.writeUInt32LE(k.index,ve),I.writeUInt32LE(k.accessFlags,ve+4),I.writeUInt32LE(k.superClassIndex,ve+8),I.writeUInt32LE(W,ve+12),I.writeUInt32LE(k.sourceFileIndex,ve+16),I.writeUInt32LE(K,ve+20),I.writeUInt32LE(k.classData.offset,ve+24),I.writeUInt32LE(It,ve+28)}),l.forEach((k,P)=>{let{items:B}=k,Z=F[P];I.writeUInt32LE(B.length,Z),B.forEach((W,K)=>{I.writeUInt32LE(W.offset,Z+4+K*4)})}),z.forEach((k,P)=>{let{offset:B,superConstructor:Z}=k,W=1,K=1,It=1,ve=0,Yt=4;I.writeUInt16LE(W,B),I.writeUInt16LE(K,B+2),I.writeUInt16LE(It,B+4),I.writeUInt16LE(ve,B+6),I.writeUInt32LE(ae[P],B+8),I.writeUInt32LE(Yt,B+12),I.writeUInt16LE(4208,B+16),I.writeUInt16LE(Z,B+18),I.writeUInt16LE(0,B+20),I.writeUInt16LE(14,B+22)}),a.forEach(k=>{let P=k.offset,B=0,Z=0,W=k.methods.length,K=0;I.writeUInt32LE(B,P),I.writeUInt32LE(Z,P+4),I.writeUInt32LE(W,P+8),I.writeUInt32LE(K,P+12),k.methods.forEach((It,ve)=>{let Yt=P+16+ve*8,[va,Ea]=It;I.writeUInt32LE(va,Yt),I.writeUInt32LE(Ea.offset,Yt+4)})}),r.forEach((k,P)=>{let B=ne[P];I.writeUInt32LE(k.types.length,B),k.types.forEach((Z,W)=>{I.writeUInt16LE(Z,B+4+W*2)})}),c.forEach((k,P)=>{let B=oe[P];I.writeUInt32LE(k.types.length,B),k.types.forEach((Z,W)=>{I.writeUInt16LE(Z,B+4+W*2)})}),le.forEach((k,P)=>{k.copy(I,X[P])}),ae.forEach(k=>{is.copy(I,k)}),ee.forEach((k,P)=>{k.copy(I,d[P].offset)}),ie.forEach((k,P)=>{k.copy(I,n[P].classData.offset)}),I.writeUInt32LE(Re,H);let de=[[Ep,1,m],[Sp,f.length,x],[wp,p.length,M],[Ip,s.length,N]];o.length>0&&de.push([xp,o.length,S]),de.push([kp,i.length,j]),de.push([Ap,n.length,R]),l.forEach((k,P)=>{de.push([Lp,k.items.length,F[P]])}),z.forEach(k=>{de.push([Mp,1,k.offset])}),a.forEach(k=>{de.push([Pp,1,k.offset])}),_e>0&&de.push([Cp,_e,ne.concat(oe)[0]]),de.push([jp,f.length,X[0]]),ae.forEach(k=>{de.push([Op,1,k])}),d.forEach(k=>{de.push([Rp,1,k.offset])}),n.forEach(k=>{de.push([Np,1,k.classData.offset])}),de.push([Tp,1,H]),de.forEach((k,P)=>{let[B,Z,W]=k,K=H+4+P*os;I.writeUInt16LE(B,K),I.writeUInt32LE(Z,K+4),I.writeUInt32LE(W,K+8)});let Jo=new Checksum("sha1");return Jo.update(I.slice(_+g)),y.from(Jo.getDigest()).copy(I,_),I.writeUInt32LE(Qp(I,_),h),I}};function Jp(t){let{instanceFields:e,constructorMethods:n,virtualMethods:r}=t.classData;return y.from([0].concat(ye(e.length)).concat(ye(n.length)).concat(ye(r.length)).concat(e.reduce((i,[s,c])=>i.concat(ye(s)).concat(ye(c)),[])).concat(n.reduce((i,[s,c,,a])=>i.concat(ye(s)).concat(ye(c)).concat(ye(a||0)),[])).concat(r.reduce((i,[s,c])=>i.concat(ye(s)).concat(ye(c)).concat([0]),[])))}function Gp(t){let{thrownTypes:e}=t;return y.from([Up].concat(ye(t.type)).concat([1]).concat(ye(t.value)).concat([Dp,e.length]).concat(e.reduce((n,r)=>(n.push(Fp,r),n),[])))}function Hp(t){let e=new Set,n=new Set,r={},o=[],i=[],s={},c=new Set,a=new Set;t.forEach(w=>{let{name:R,superClass:D,sourceFileName:U}=w;e.add("this"),e.add(R),n.add(R),e.add(D),n.add(D),e.add(U),w.interfaces.forEach(F=>{e.add(F),n.add(F)}),w.fields.forEach(F=>{let[z,ne]=F;e.add(z),e.add(ne),n.add(ne),o.push([w.name,ne,z])}),w.methods.some(([F])=>F==="<init>")||(w.methods.unshift(["<init>","V",[]]),c.add(R)),w.methods.forEach(F=>{let[z,ne,oe,le=[],X]=F;e.add(z);let ae=l(ne,oe),ee=null;if(le.length>0){let ie=le.slice();ie.sort(),ee=ie.join("|");let ke=s[ee];ke===void 0&&(ke={id:ee,types:ie},s[ee]=ke),e.add(Xr),n.add(Xr),le.forEach(wt=>{e.add(wt),n.add(wt)}),e.add("value")}if(i.push([w.name,ae,z,ee,X]),z==="<init>"){a.add(R+"|"+ae);let ie=D+"|"+ae;c.has(R)&&!a.has(ie)&&(i.push([D,ae,z,null,0]),a.add(ie))}})});function l(w,R){let D=[w].concat(R),U=D.join("|");if(r[U]!==void 0)return U;e.add(w),n.add(w),R.forEach(z=>{e.add(z),n.add(z)});let F=D.map(qp).join("");return e.add(F),r[U]=[U,F,w,R],U}let d=Array.from(e);d.sort();let p=d.reduce((w,R,D)=>(w[R]=D,w),{}),f=Array.from(n).map(w=>p[w]);f.sort(ss);let u=f.reduce((w,R,D)=>(w[d[R]]=D,w),{}),m=Object.keys(r).map(w=>r[w]);m.sort(Zp);let h={},_=m.map(w=>{let[,R,D,U]=w,F;if(U.length>0){let z=U.join("|");F=h[z],F===void 0&&(F={types:U.map(ne=>u[ne]),offset:-1},h[z]=F)}else F=null;return[p[R],u[D],F]}),g=m.reduce((w,R,D)=>{let[U]=R;return w[U]=D,w},{}),v=Object.keys(h).map(w=>h[w]),x=o.map(w=>{let[R,D,U]=w;return[u[R],u[D],p[U]]});x.sort(Kp);let A=i.map(w=>{let[R,D,U,F,z]=w;return[u[R],g[D],p[U],F,z]});A.sort(Wp);let M=Object.keys(s).map(w=>s[w]).map(w=>({id:w.id,type:u[Xr],value:p.value,thrownTypes:w.types.map(R=>u[R]),offset:-1})),O=M.map(w=>({id:w.id,items:[w],offset:-1})),N=O.reduce((w,R,D)=>(w[R.id]=D,w),{}),L={},S=[],T=t.map(w=>{let R=u[w.name],D=Ut,U=u[w.superClass],F,z=w.interfaces.map(H=>u[H]);if(z.length>0){z.sort(ss);let H=z.join("|");F=L[H],F===void 0&&(F={types:z,offset:-1},L[H]=F)}else F=null;let ne=p[w.sourceFileName],oe=A.reduce((H,_e,Re)=>{let[We,He,dt,I,de]=_e;return We===R&&H.push([Re,dt,I,He,de]),H},[]),le=null,X=oe.filter(([,,H])=>H!==null).map(([H,,_e])=>[H,O[N[_e]]]);X.length>0&&(le={methods:X,offset:-1},S.push(le));let ae=x.reduce((H,_e,Re)=>{let[We]=_e;return We===R&&H.push([Re>0?1:0,Ut]),H},[]),ee=p["<init>"],ie=oe.filter(([,H])=>H===ee).map(([H,,,_e])=>{if(c.has(w.name)){let Re=-1,We=A.length;for(let He=0;He!==We;He++){let[dt,I,de]=A[He];if(dt===U&&de===ee&&I===_e){Re=He;break}}return[H,Ut|Qi,Re]}else return[H,Ut|Qi|to,-1]}),ke=$p(oe.filter(([,H])=>H!==ee).map(([H,,,,_e])=>[H,_e|Ut|to]));return{index:R,accessFlags:D,superClassIndex:U,interfaces:F,sourceFileIndex:ne,annotationsDirectory:le,classData:{instanceFields:ae,constructorMethods:ie,virtualMethods:ke,offset:-1}}}),j=Object.keys(L).map(w=>L[w]);return{classes:T,interfaces:j,fields:x,methods:A,protos:_,parameters:v,annotationDirectories:S,annotationSets:O,throwsAnnotations:M,types:f,strings:d}}function $p(t){let e=0;return t.map(([n,r],o)=>{let i;return o===0?i=[n,r]:i=[n-e,r],e=n,i})}function ss(t,e){return t-e}function Zp(t,e){let[,,n,r]=t,[,,o,i]=e;if(n<o)return-1;if(n>o)return 1;let s=r.join("|"),c=i.join("|");return s<c?-1:s>c?1:0}function Kp(t,e){let[n,r,o]=t,[i,s,c]=e;return n!==i?n-i:o!==c?o-c:r-s}function Wp(t,e){let[n,r,o]=t,[i,s,c]=e;return n!==i?n-i:o!==c?o-c:r-s}function qp(t){let e=t[0];return e==="L"||e==="["?"L":t}function ye(t){if(t<=127)return[t];let e=[],n=!1;do{let r=t&127;t>>=7,n=t!==0,n&&(r|=128),e.push(r)}while(n);return e}function eo(t,e){let n=t%e;return n===0?t:t+e-n}function Qp(t,e){let n=1,r=0,o=t.length;for(let i=e;i<o;i++)n=(n+t[i])%65521,r=(r+n)%65521;return(r<<16|n)>>>0}var as=Vp;var Yp=1,ro=null,cs=null;function ls(t){ro=t}function oo(t,e,n){let r=gt(t);return r===null&&(t.indexOf("[")===0?r=io(t,e,n):(t[0]==="L"&&t[t.length-1]===";"&&(t=t.substring(1,t.length-1)),r=ef(t,e,n))),Object.assign({className:t},r)}var ds={boolean:{name:"Z",type:"uint8",size:1,byteSize:1,defaultValue:!1,isCompatible(t){return typeof t=="boolean"},fromJni(t){return!!t},toJni(t){return t?1:0},read(t){return t.readU8()},write(t,e){t.writeU8(e)},toString(){return this.name}},byte:{name:"B",type:"int8",size:1,byteSize:1,defaultValue:0,isCompatible(t){return Number.isInteger(t)&&t>=-128&&t<=127},fromJni:Ie,toJni:Ie,read(t){return t.readS8()},write(t,e){t.writeS8(e)},toString(){return this.name}},char:{name:"C",type:"uint16",size:1,byteSize:2,defaultValue:0,isCompatible(t){if(typeof t!="string"||t.length!==1)return!1;let e=t.charCodeAt(0);return e>=0&&e<=65535},fromJni(t){return String.fromCharCode(t)},toJni(t){return t.charCodeAt(0)},read(t){return t.readU16()},write(t,e){t.writeU16(e)},toString(){return this.name}},short:{name:"S",type:"int16",size:1,byteSize:2,defaultValue:0,isCompatible(t){return Number.isInteger(t)&&t>=-32768&&t<=32767},fromJni:Ie,toJni:Ie,read(t){return t.readS16()},write(t,e){t.writeS16(e)},toString(){return this.name}},int:{name:"I",type:"int32",size:1,byteSize:4,defaultValue:0,isCompatible(t){return Number.isInteger(t)&&t>=-2147483648&&t<=2147483647},fromJni:Ie,toJni:Ie,read(t){return t.readS32()},write(t,e){t.writeS32(e)},toString(){return this.name}},long:{name:"J",type:"int64",size:2,byteSize:8,defaultValue:0,isCompatible(t){return typeof t=="number"||t instanceof Int64},fromJni:Ie,toJni:Ie,read(t){return t.readS64()},write(t,e){t.writeS64(e)},toString(){return this.name}},float:{name:"F",type:"float",size:1,byteSize:4,defaultValue:0,isCompatible(t){return typeof t=="number"},fromJni:Ie,toJni:Ie,read(t){return t.readFloat()},write(t,e){t.writeFloat(e)},toString(){return this.name}},double:{name:"D",type:"double",size:2,byteSize:8,defaultValue:0,isCompatible(t){return typeof t=="number"},fromJni:Ie,toJni:Ie,read(t){return t.readDouble()},write(t,e){t.writeDouble(e)},toString(){return this.name}},void:{name:"V",type:"void",size:0,byteSize:0,defaultValue:void 0,isCompatible(t){return t===void 0},fromJni(){},toJni(){return NULL},toString(){return this.name}}},Xp=new Set(Object.values(ds).map(t=>t.name));function gt(t){let e=ds[t];return e!==void 0?e:null}function ef(t,e,n){let r=n._types[e?1:0],o=r[t];return o!==void 0||(t==="java.lang.Object"?o=tf(n):o=nf(t,e,n),r[t]=o),o}function tf(t){return{name:"Ljava/lang/Object;",type:"pointer",size:1,defaultValue:NULL,isCompatible(e){return e===null?!0:e===void 0?!1:e.$h instanceof NativePointer?!0:typeof e=="string"},fromJni(e,n,r){return e.isNull()?null:t.cast(e,t.use("java.lang.Object"),r)},toJni(e,n){return e===null?NULL:typeof e=="string"?n.newStringUtf(e):e.$h}}}function nf(t,e,n){let r=null,o=null,i=null;function s(){return r===null&&(r=n.use(t).class),r}function c(l){let d=s();return o===null&&(o=d.isInstance.overload("java.lang.Object")),o.call(d,l)}function a(){if(i===null){let l=s();i=n.use("java.lang.String").class.isAssignableFrom(l)}return i}return{name:tt(t),type:"pointer",size:1,defaultValue:NULL,isCompatible(l){return l===null?!0:l===void 0?!1:l.$h instanceof NativePointer?c(l):typeof l=="string"&&a()},fromJni(l,d,p){return l.isNull()?null:a()&&e?d.stringFromJni(l):n.cast(l,n.use(t),p)},toJni(l,d){return l===null?NULL:typeof l=="string"?d.newStringUtf(l):l.$h},toString(){return this.name}}}var rf=[["Z","boolean"],["B","byte"],["C","char"],["D","double"],["F","float"],["I","int"],["J","long"],["S","short"]].reduce((t,[e,n])=>(t["["+e]=of("["+e,n),t),{});function of(t,e){let n=b.prototype,r=df(e),o={typeName:e,newArray:n["new"+r+"Array"],setRegion:n["set"+r+"ArrayRegion"],getElements:n["get"+r+"ArrayElements"],releaseElements:n["release"+r+"ArrayElements"]};return{name:t,type:"pointer",size:1,defaultValue:NULL,isCompatible(i){return lf(i,e)},fromJni(i,s,c){return af(i,o,s,c)},toJni(i,s){return cf(i,o,s)}}}function io(t,e,n){let r=rf[t];if(r!==void 0)return r;if(t.indexOf("[")!==0)throw new Error("Unsupported type: "+t);let o=t.substring(1),i=oo(o,e,n),s=0,c=o.length;for(;s!==c&&o[s]==="[";)s++;o=o.substring(s),o[0]==="L"&&o[o.length-1]===";"&&(o=o.substring(1,o.length-1));let a=o.replace(/\./g,"/");Xp.has(a)?a="[".repeat(s)+a:a="[".repeat(s)+"L"+a+";";let l="["+a;return o="[".repeat(s)+o,{name:t.replace(/\./g,"/"),type:"pointer",size:1,defaultValue:NULL,isCompatible(d){return d===null?!0:typeof d!="object"||d.length===void 0?!1:d.every(function(p){return i.isCompatible(p)})},fromJni(d,p,f){if(d.isNull())return null;let u=[],m=p.getArrayLength(d);for(let h=0;h!==m;h++){let _=p.getObjectArrayElement(d,h);try{u.push(i.fromJni(_,p))}finally{p.deleteLocalRef(_)}}try{u.$w=n.cast(d,n.use(l),f)}catch{n.use("java.lang.reflect.Array").newInstance(n.use(o).class,0),u.$w=n.cast(d,n.use(l),f)}return u.$dispose=sf,u},toJni(d,p){if(d===null)return NULL;if(!(d instanceof Array))throw new Error("Expected an array");let f=d.$w;if(f!==void 0)return f.$h;let u=d.length,h=n.use(o).$borrowClassHandle(p);try{let _=p.newObjectArray(u,h.value,NULL);p.throwIfExceptionPending();for(let g=0;g!==u;g++){let v=i.toJni(d[g],p);try{p.setObjectArrayElement(_,g,v)}finally{i.type==="pointer"&&p.getObjectRefType(v)===Yp&&p.deleteLocalRef(v)}p.throwIfExceptionPending()}return _}finally{h.unref(p)}}}}function sf(){let t=this.length;for(let e=0;e!==t;e++){let n=this[e];if(n===null)continue;let r=n.$dispose;if(r===void 0)break;r.call(n)}this.$w.$dispose()}function af(t,e,n,r){if(t.isNull())return null;let o=gt(e.typeName),i=n.getArrayLength(t);return new En(t,e,o,i,n,r)}function cf(t,e,n){if(t===null)return NULL;let r=t.$h;if(r!==void 0)return r;let o=t.length,i=gt(e.typeName),s=e.newArray.call(n,o);if(s.isNull())throw new Error("Unable to construct array");if(o>0){let c=i.byteSize,a=i.write,l=i.toJni,d=Memory.alloc(o*i.byteSize);for(let p=0;p!==o;p++)a(d.add(p*c),l(t[p]));e.setRegion.call(n,s,0,o,d),n.throwIfExceptionPending()}return s}function lf(t,e){if(t===null)return!0;if(t instanceof En)return t.$s.typeName===e;if(!(typeof t=="object"&&t.length!==void 0))return!1;let r=gt(e);return Array.prototype.every.call(t,o=>r.isCompatible(o))}function En(t,e,n,r,o,i=!0){if(i){let s=o.newGlobalRef(t);this.$h=s,this.$r=Script.bindWeak(this,o.vm.makeHandleDestructor(s))}else this.$h=t,this.$r=null;return this.$s=e,this.$t=n,this.length=r,new Proxy(this,cs)}cs={has(t,e){return e in t?!0:t.tryParseIndex(e)!==null},get(t,e,n){let r=t.tryParseIndex(e);return r===null?t[e]:t.readElement(r)},set(t,e,n,r){let o=t.tryParseIndex(e);return o===null?(t[e]=n,!0):(t.writeElement(o,n),!0)},ownKeys(t){let e=[],{length:n}=t;for(let r=0;r!==n;r++){let o=r.toString();e.push(o)}return e.push("length"),e},getOwnPropertyDescriptor(t,e){return t.tryParseIndex(e)!==null?{writable:!0,configurable:!0,enumerable:!0}:Object.getOwnPropertyDescriptor(t,e)}};Object.defineProperties(En.prototype,{$dispose:{enumerable:!0,value(){let t=this.$r;t!==null&&(this.$r=null,Script.unbindWeak(t))}},$clone:{value(t){return new En(this.$h,this.$s,this.$t,this.length,t)}},tryParseIndex:{value(t){if(typeof t=="symbol")return null;let e=parseInt(t);return isNaN(e)||e<0||e>=this.length?null:e}},readElement:{value(t){return this.withElements(e=>{let n=this.$t;return n.fromJni(n.read(e.add(t*n.byteSize)))})}},writeElement:{value(t,e){let{$h:n,$s:r,$t:o}=this,i=ro.getEnv(),s=Memory.alloc(o.byteSize);o.write(s,o.toJni(e)),r.setRegion.call(i,n,t,1,s)}},withElements:{value(t){let{$h:e,$s:n}=this,r=ro.getEnv(),o=n.getElements.call(r,e);if(o.isNull())throw new Error("Unable to get array elements");try{return t(o)}finally{n.releaseElements.call(r,e,o)}}},toJSON:{value(){let{length:t,$t:e}=this,{byteSize:n,fromJni:r,read:o}=e;return this.withElements(i=>{let s=[];for(let c=0;c!==t;c++){let a=r(o(i.add(c*n)));s.push(a)}return s})}},toString:{value(){return this.toJSON().toString()}}});function tt(t){return"L"+t.replace(/\./g,"/")+";"}function df(t){return t.charAt(0).toUpperCase()+t.slice(1)}function Ie(t){return t}var uf=4,{ensureClassInitialized:us,makeMethodMangler:gs}=yn,pf=8,co=1,zt=2,Ue=3,so=1,lo=2,Sn=1,ys=2,ps=Symbol("PENDING_USE"),fs="/data/local/tmp",{getCurrentThreadId:In,pointerSize:Bt}=Process,fe={state:"empty",factories:[],loaders:null,Integer:null},G=null,Y=null,bs=null,vs=null,Es=null,Ss=null,ws=null,hs=null,ao=null,bt=new Map,Ze=class t{static _initialize(e,n){G=e,Y=n,bs=n.flavor==="art",n.flavor==="jvm"&&(us=Ti,gs=Li)}static _disposeAll(e){fe.factories.forEach(n=>{n._dispose(e)})}static get(e){let n=Mf(),r=n.factories[0];if(e===null)return r;let o=n.loaders.get(e);if(o!==null){let s=r.cast(o,n.Integer);return n.factories[s.intValue()]}let i=new t;return i.loader=e,i.cacheDir=r.cacheDir,fo(i,e),i}constructor(){this.cacheDir=fs,this.codeCacheDir=fs+"/dalvik-cache",this.tempFileNaming={prefix:"frida",suffix:""},this._classes={},this._classHandles=new Pt(10,hf),this._patchedMethods=new Set,this._loader=null,this._types=[{},{}],fe.factories.push(this)}_dispose(e){Array.from(this._patchedMethods).forEach(n=>{n.implementation=null}),this._patchedMethods.clear(),jr(),this._classHandles.dispose(e),this._classes={}}get loader(){return this._loader}set loader(e){let n=this._loader===null&&e!==null;this._loader=e,n&&fe.state==="ready"&&this===fe.factories[0]&&fo(this,e)}use(e,n={}){let r=n.cache!=="skip",o=r?this._getUsedClass(e):void 0;if(o===void 0)try{let i=G.getEnv(),{_loader:s}=this,c=s!==null?_f(e,s,i):mf(e);o=this._make(e,c,i)}finally{r&&this._setUsedClass(e,o)}return o}_getUsedClass(e){let n;for(;(n=this._classes[e])===ps;)Thread.sleep(.05);return n===void 0&&(this._classes[e]=ps),n}_setUsedClass(e,n){n!==void 0?this._classes[e]=n:delete this._classes[e]}_make(e,n,r){let o=ff(),i=Object.create(mo.prototype,{[Symbol.for("n")]:{value:e},$n:{get(){return this[Symbol.for("n")]}},[Symbol.for("C")]:{value:o},$C:{get(){return this[Symbol.for("C")]}},[Symbol.for("w")]:{value:null,writable:!0},$w:{get(){return this[Symbol.for("w")]},set(a){this[Symbol.for("w")]=a}},[Symbol.for("_s")]:{writable:!0},$_s:{get(){return this[Symbol.for("_s")]},set(a){this[Symbol.for("_s")]=a}},[Symbol.for("c")]:{value:[null]},$c:{get(){return this[Symbol.for("c")]}},[Symbol.for("m")]:{value:new Map},$m:{get(){return this[Symbol.for("m")]}},[Symbol.for("l")]:{value:null,writable:!0},$l:{get(){return this[Symbol.for("l")]},set(a){this[Symbol.for("l")]=a}},[Symbol.for("gch")]:{value:n},$gch:{get(){return this[Symbol.for("gch")]}},[Symbol.for("f")]:{value:this},$f:{get(){return this[Symbol.for("f")]}}});o.prototype=i;let s=new o(null);i[Symbol.for("w")]=s,i.$w=s;let c=s.$borrowClassHandle(r);try{let a=c.value;us(r,a),i.$l=Xe.build(a,r)}finally{c.unref(r)}return s}retain(e){let n=G.getEnv();return e.$clone(n)}cast(e,n,r){let o=G.getEnv(),i=e.$h;i===void 0&&(i=e);let s=n.$borrowClassHandle(o);try{if(!o.isInstanceOf(i,s.value))throw new Error(`Cast from '${o.getObjectClassName(i)}' to '${n.$n}' isn't possible`)}finally{s.unref(o)}let c=n.$C;return new c(i,Sn,o,r)}wrap(e,n,r){let o=n.$C,i=new o(e,Sn,r,!1);return i.$r=Script.bindWeak(i,G.makeHandleDestructor(e)),i}array(e,n){let r=G.getEnv(),o=gt(e);o!==null&&(e=o.name);let i=io("["+e,!1,this),s=i.toJni(n,r);return i.fromJni(s,r,!0)}registerClass(e){let n=G.getEnv(),r=[];try{let o=this.use("java.lang.Class"),i=n.javaLangReflectMethod(),s=n.vaMethod("pointer",[]),c=e.name,a=e.implements||[],l=e.superClass||this.use("java.lang.Object"),d=[],p=[],f={name:tt(c),sourceFileName:Of(c),superClass:tt(l.$n),interfaces:a.map(S=>tt(S.$n)),fields:d,methods:p},u=a.slice();a.forEach(S=>{Array.prototype.slice.call(S.class.getInterfaces()).forEach(T=>{let j=this.cast(T,o).getCanonicalName();u.push(this.use(j))})});let m=e.fields||{};Object.getOwnPropertyNames(m).forEach(S=>{let T=this._getType(m[S]);d.push([S,T.name])});let h={},_={};u.forEach(S=>{let T=S.$borrowClassHandle(n);r.push(T);let j=T.value;S.$ownMembers.filter(w=>S[w].overloads!==void 0).forEach(w=>{let R=S[w],D=R.overloads,U=D.map(F=>ms(w,F.returnType,F.argumentTypes));h[w]=[R,U,j],D.forEach((F,z)=>{let ne=U[z];_[ne]=[F,j]})})});let g=e.methods||{},x=Object.keys(g).reduce((S,T)=>{let j=g[T],w=T==="$init"?"<init>":T;return j instanceof Array?S.push(...j.map(R=>[w,R])):S.push([w,j]),S},[]),A=[];x.forEach(([S,T])=>{let j=Ue,w,R,D=[],U;if(typeof T=="function"){let oe=h[S];if(oe!==void 0&&Array.isArray(oe)){let[le,X,ae]=oe;if(X.length>1)throw new Error(`More than one overload matching '${S}': signature must be specified`);delete _[X[0]];let ee=le.overloads[0];j=ee.type,w=ee.returnType,R=ee.argumentTypes,U=T;let ie=n.toReflectedMethod(ae,ee.handle,0),ke=s(n.handle,ie,i.getGenericExceptionTypes);D=ho(n,ke).map(tt),n.deleteLocalRef(ke),n.deleteLocalRef(ie)}else w=this._getType("void"),R=[],U=T}else{if(T.isStatic&&(j=zt),w=this._getType(T.returnType||"void"),R=(T.argumentTypes||[]).map(X=>this._getType(X)),U=T.implementation,typeof U!="function")throw new Error("Expected a function implementation for method: "+S);let oe=ms(S,w,R),le=_[oe];if(le!==void 0){let[X,ae]=le;delete _[oe],j=X.type,w=X.returnType,R=X.argumentTypes;let ee=n.toReflectedMethod(ae,X.handle,0),ie=s(n.handle,ee,i.getGenericExceptionTypes);D=ho(n,ie).map(tt),n.deleteLocalRef(ie),n.deleteLocalRef(ee)}}let F=w.name,z=R.map(oe=>oe.name),ne="("+z.join("")+")"+F;p.push([S,F,z,D,j===zt?pf:0]),A.push([S,ne,j,w,R,U])});let M=Object.keys(_);if(M.length>0)throw new Error("Missing implementation for: "+M.join(", "));let O=wn.fromBuffer(as(f),this);try{O.load()}finally{O.file.delete()}let N=this.use(e.name),L=x.length;if(L>0){let S=3*Bt,T=Memory.alloc(L*S),j=[],w=[];A.forEach(([U,F,z,ne,oe,le],X)=>{let ae=Memory.allocUtf8String(U),ee=Memory.allocUtf8String(F),ie=Is(U,N,z,ne,oe,le);T.add(X*S).writePointer(ae),T.add(X*S+Bt).writePointer(ee),T.add(X*S+2*Bt).writePointer(ie),w.push(ae,ee),j.push(ie)});let R=N.$borrowClassHandle(n);r.push(R);let D=R.value;n.registerNatives(D,T,L),n.throwIfExceptionPending(),N.$nativeMethods=j}return N}finally{r.forEach(o=>{o.unref(n)})}}choose(e,n){let r=G.getEnv(),{flavor:o}=Y;if(o==="jvm")this._chooseObjectsJvm(e,r,n);else if(o==="art"){let i=Y["art::gc::Heap::VisitObjects"]===void 0;if(i&&Y["art::gc::Heap::GetInstances"]===void 0)return this._chooseObjectsJvm(e,r,n);Ee(G,r,s=>{i?this._chooseObjectsArtPreA12(e,r,s,n):this._chooseObjectsArtLegacy(e,r,s,n)})}else this._chooseObjectsDalvik(e,r,n)}_chooseObjectsJvm(e,n,r){let o=this.use(e),{jvmti:i}=Y,s=1,c=3,a=o.$borrowClassHandle(n),l=int64(a.value.toString());try{let d=new NativeCallback((g,v,x,A)=>(x.writeS64(l),s),"int",["int64","int64","pointer","pointer"]);i.iterateOverInstancesOfClass(a.value,c,d,a.value);let p=Memory.alloc(8);p.writeS64(l);let f=Memory.alloc(uf),u=Memory.alloc(Bt);i.getObjectsWithTags(1,p,f,u,NULL);let m=f.readS32(),h=u.readPointer(),_=[];for(let g=0;g!==m;g++)_.push(h.add(g*Bt).readPointer());i.deallocate(h);try{for(let g of _){let v=this.cast(g,o);if(r.onMatch(v)==="stop")break}r.onComplete()}finally{_.forEach(g=>{n.deleteLocalRef(g)})}}finally{a.unref(n)}}_chooseObjectsArtPreA12(e,n,r,o){let i=this.use(e),s=Mt.$new(r,G),c,a=i.$borrowClassHandle(n);try{let f=Y["art::JavaVMExt::DecodeGlobal"](Y.vm,r,a.value);c=s.newHandle(f)}finally{a.unref(n)}let l=0,d=Nt.$new();Y["art::gc::Heap::GetInstances"](Y.artHeap,s,c,l,d);let p=d.handles.map(f=>n.newGlobalRef(f));d.$delete(),s.$delete();try{for(let f of p){let u=this.cast(f,i);if(o.onMatch(u)==="stop")break}o.onComplete()}finally{p.forEach(f=>{n.deleteGlobalRef(f)})}}_chooseObjectsArtLegacy(e,n,r,o){let i=this.use(e),s=[],c=Y["art::JavaVMExt::AddGlobalRef"],a=Y.vm,l,d=i.$borrowClassHandle(n);try{l=Y["art::JavaVMExt::DecodeGlobal"](a,r,d.value).toInt32()}finally{d.unref(n)}let p=Ur(l,f=>{s.push(c(a,r,f))});Y["art::gc::Heap::VisitObjects"](Y.artHeap,p,NULL);try{for(let f of s){let u=this.cast(f,i);if(o.onMatch(u)==="stop")break}}finally{s.forEach(f=>{n.deleteGlobalRef(f)})}o.onComplete()}_chooseObjectsDalvik(e,n,r){let o=this.use(e);if(Y.addLocalReference===null){let s=Process.getModuleByName("libdvm.so"),c;switch(Process.arch){case"arm":c="2d e9 f0 41 05 46 15 4e 0c 46 7e 44 11 b3 43 68";break;case"ia32":c="8d 64 24 d4 89 5c 24 1c 89 74 24 20 e8 ?? ?? ?? ?? ?? ?? ?? ?? ?? ?? 85 d2";break}Memory.scan(s.base,s.size,c,{onMatch:(a,l)=>{let d;if(Process.arch==="arm")a=a.or(1),d=new NativeFunction(a,"pointer",["pointer","pointer"]);else{let p=Memory.alloc(Process.pageSize);Memory.patchCode(p,16,f=>{let u=new X86Writer(f,{pc:p});u.putMovRegRegOffsetPtr("eax","esp",4),u.putMovRegRegOffsetPtr("edx","esp",8),u.putJmpAddress(a),u.flush()}),d=new NativeFunction(p,"pointer",["pointer","pointer"]),d._thunk=p}return Y.addLocalReference=d,G.perform(p=>{i(this,p)}),"stop"},onError(a){},onComplete(){Y.addLocalReference===null&&r.onComplete()}})}else i(this,n);function i(s,c){let{DVM_JNI_ENV_OFFSET_SELF:a}=yn,l=c.handle.add(a).readPointer(),d,p=o.$borrowClassHandle(c);try{d=Y.dvmDecodeIndirectRef(l,p.value)}finally{p.unref(c)}let f=d.toMatchPattern(),u=Y.dvmHeapSourceGetBase(),h=Y.dvmHeapSourceGetLimit().sub(u).toInt32();Memory.scan(u,h,f,{onMatch:(_,g)=>{Y.dvmIsValidObject(_)&&G.perform(v=>{let x=v.handle.add(a).readPointer(),A,M=Y.addLocalReference(x,_);try{A=s.cast(M,o)}finally{v.deleteLocalRef(M)}if(r.onMatch(A)==="stop")return"stop"})},onError(_){},onComplete(){r.onComplete()}})}}openClassFile(e){return new wn(e,null,this)}_getType(e,n=!0){return oo(e,n,this)}};function ff(){return function(t,e,n,r){return mo.call(this,t,e,n,r)}}function mo(t,e,n,r=!0){if(t!==null)if(r){let o=n.newGlobalRef(t);this.$h=o,this.$r=Script.bindWeak(this,G.makeHandleDestructor(o))}else this.$h=t,this.$r=null;else this.$h=null,this.$r=null;return this.$t=e,new Proxy(this,vs)}vs={has(t,e){return e in t?!0:t.$has(e)},get(t,e,n){if(typeof e!="string"||e.startsWith("$")||e==="class")return t[e];let r=t.$find(e);return r!==null?r(n):t[e]},set(t,e,n,r){return t[e]=n,!0},ownKeys(t){return t.$list()},getOwnPropertyDescriptor(t,e){return Object.prototype.hasOwnProperty.call(t,e)?Object.getOwnPropertyDescriptor(t,e):{writable:!1,configurable:!0,enumerable:!0}}};Object.defineProperties(mo.prototype,{[Symbol.for("new")]:{enumerable:!1,get(){return this.$getCtor("allocAndInit")}},$new:{enumerable:!0,get(){return this[Symbol.for("new")]}},[Symbol.for("alloc")]:{enumerable:!1,value(){let t=G.getEnv(),e=this.$borrowClassHandle(t);try{let n=t.allocObject(e.value);return this.$f.cast(n,this)}finally{e.unref(t)}}},$alloc:{enumerable:!0,get(){return this[Symbol.for("alloc")]}},[Symbol.for("init")]:{enumerable:!1,get(){return this.$getCtor("initOnly")}},$init:{enumerable:!0,get(){return this[Symbol.for("init")]}},[Symbol.for("dispose")]:{enumerable:!1,value(){let t=this.$r;t!==null&&(this.$r=null,Script.unbindWeak(t)),this.$h!==null&&(this.$h=void 0)}},$dispose:{enumerable:!0,get(){return this[Symbol.for("dispose")]}},[Symbol.for("clone")]:{enumerable:!1,value(t){let e=this.$C;return new e(this.$h,this.$t,t)}},$clone:{value(t){return this[Symbol.for("clone")](t)}},[Symbol.for("class")]:{enumerable:!1,get(){let t=G.getEnv(),e=this.$borrowClassHandle(t);try{let n=this.$f;return n.cast(e.value,n.use("java.lang.Class"))}finally{e.unref(t)}}},class:{enumerable:!0,get(){return this[Symbol.for("class")]}},[Symbol.for("className")]:{enumerable:!1,get(){let t=this.$h;return t===null?this.$n:G.getEnv().getObjectClassName(t)}},$className:{enumerable:!0,get(){return this[Symbol.for("className")]}},[Symbol.for("ownMembers")]:{enumerable:!1,get(){return this.$l.list()}},$ownMembers:{enumerable:!0,get(){return this[Symbol.for("ownMembers")]}},[Symbol.for("super")]:{enumerable:!1,get(){let t=G.getEnv(),e=this.$s.$C;return new e(this.$h,ys,t)}},$super:{enumerable:!0,get(){return this[Symbol.for("super")]}},[Symbol.for("s")]:{enumerable:!1,get(){let t=Object.getPrototypeOf(this),e=t.$_s;if(e===void 0){let n=G.getEnv(),r=this.$borrowClassHandle(n);try{let o=n.getSuperclass(r.value);if(o.isNull())e=null;else try{let i=n.getClassName(o),s=t.$f;if(e=s._getUsedClass(i),e===void 0)try{let c=gf(this);e=s._make(i,c,n)}finally{s._setUsedClass(i,e)}}finally{n.deleteLocalRef(o)}}finally{r.unref(n)}t.$_s=e}return e}},$s:{get(){return this[Symbol.for("s")]}},[Symbol.for("isSameObject")]:{enumerable:!1,value(t){return G.getEnv().isSameObject(t.$h,this.$h)}},$isSameObject:{value(t){return this[Symbol.for("isSameObject")](t)}},[Symbol.for("getCtor")]:{enumerable:!1,value(t){let e=this.$c,n=e[0];if(n===null){let r=G.getEnv(),o=this.$borrowClassHandle(r);try{n=yf(o.value,this.$w,r),e[0]=n}finally{o.unref(r)}}return n[t]}},$getCtor:{value(t){return this[Symbol.for("getCtor")](t)}},[Symbol.for("borrowClassHandle")]:{enumerable:!1,value(t){let e=this.$n,n=this.$f._classHandles,r=n.get(e);return r===void 0&&(r=new _o(this.$gch(t),t),n.set(e,r,t)),r.ref()}},$borrowClassHandle:{value(t){return this[Symbol.for("borrowClassHandle")](t)}},[Symbol.for("copyClassHandle")]:{enumerable:!1,value(t){let e=this.$borrowClassHandle(t);try{return t.newLocalRef(e.value)}finally{e.unref(t)}}},$copyClassHandle:{value(t){return this[Symbol.for("copyClassHandle")](t)}},[Symbol.for("getHandle")]:{enumerable:!1,value(t){let e=this.$h;if(e===void 0)throw new Error("Wrapper is disposed; perhaps it was borrowed from a hook instead of calling Java.retain() to make a long-lived wrapper?");return e}},$getHandle:{value(t){return this[Symbol.for("getHandle")](t)}},[Symbol.for("list")]:{enumerable:!1,value(){let t=this.$s,e=t!==null?t.$list():[],n=this.$l;return Array.from(new Set(e.concat(n.list())))}},$list:{get(){return this[Symbol.for("list")]}},[Symbol.for("has")]:{enumerable:!1,value(t){if(this.$m.has(t)||this.$l.has(t))return!0;let r=this.$s;return!!(r!==null&&r.$has(t))}},$has:{value(t){return this[Symbol.for("has")](t)}},[Symbol.for("find")]:{enumerable:!1,value(t){let e=this.$m,n=e.get(t);if(n!==void 0)return n;let o=this.$l.find(t);if(o!==null){let s=G.getEnv(),c=this.$borrowClassHandle(s);try{n=bf(t,o,c.value,this.$w,s)}finally{c.unref(s)}return e.set(t,n),n}let i=this.$s;return i!==null?i.$find(t):null}},$find:{value(t){return this[Symbol.for("find")](t)}},[Symbol.for("toJSON")]:{enumerable:!1,value(){let t=this.$n;if(this.$h===null)return`<class: ${t}>`;let n=this.$className;return t===n?`<instance: ${t}>`:`<instance: ${t}, $className: ${n}>`}},toJSON:{get(){return this[Symbol.for("toJSON")]}}});function _o(t,e){this.value=e.newGlobalRef(t),e.deleteLocalRef(t),this.refs=1}_o.prototype.ref=function(){return this.refs++,this};_o.prototype.unref=function(t){--this.refs===0&&t.deleteGlobalRef(this.value)};function hf(t,e){t.unref(e)}function mf(t){let e=t.replace(/\./g,"/");return function(n){let r=In();ks(r);try{return n.findClass(e)}finally{As(r)}}}function _f(t,e,n){return ao===null&&(hs=n.vaMethod("pointer",["pointer"]),ao=e.loadClass.overload("java.lang.String").handle),n=null,function(r){let o=r.newStringUtf(t),i=In();ks(i);try{let s=hs(r.handle,e.$h,ao,o);return r.throwIfExceptionPending(),s}finally{As(i),r.deleteLocalRef(o)}}}function gf(t){return function(e){let n=t.$borrowClassHandle(e);try{return e.getSuperclass(n.value)}finally{n.unref(e)}}}function yf(t,e,n){let{$n:r,$f:o}=e,i=jf(r),s=n.javaLangClass(),c=n.javaLangReflectConstructor(),a=n.vaMethod("pointer",[]),l=n.vaMethod("uint8",[]),d=[],p=[],f=o._getType(r,!1),u=o._getType("void",!1),m=a(n.handle,t,s.getDeclaredConstructors);try{let h=n.getArrayLength(m);if(h!==0)for(let _=0;_!==h;_++){let g,v,x=n.getObjectArrayElement(m,_);try{g=n.fromReflectedMethod(x),v=a(n.handle,x,c.getGenericParameterTypes)}finally{n.deleteLocalRef(x)}let A;try{A=ho(n,v).map(M=>o._getType(M))}finally{n.deleteLocalRef(v)}d.push(yt(i,e,co,g,f,A,n)),p.push(yt(i,e,Ue,g,u,A,n))}else{if(l(n.handle,t,s.isInterface))throw new Error("cannot instantiate an interface");let g=n.javaLangObject(),v=n.getMethodId(g,"<init>","()V");d.push(yt(i,e,co,v,f,[],n)),p.push(yt(i,e,Ue,v,u,[],n))}}finally{n.deleteLocalRef(m)}if(p.length===0)throw new Error("no supported overloads");return{allocAndInit:uo(d),initOnly:uo(p)}}function bf(t,e,n,r,o){return e.startsWith("m")?vf(t,e,n,r,o):Cf(t,e,n,r,o)}function vf(t,e,n,r,o){let{$f:i}=r,s=e.split(":").slice(1),c=o.javaLangReflectMethod(),a=o.vaMethod("pointer",[]),l=o.vaMethod("uint8",[]),d=s.map(f=>{let u=f[0]==="s"?zt:Ue,m=ptr(f.substr(1)),h,_=[],g=o.toReflectedMethod(n,m,u===zt?1:0);try{let v=!!l(o.handle,g,c.isVarArgs),x=a(o.handle,g,c.getGenericReturnType);o.throwIfExceptionPending();try{h=i._getType(o.getTypeName(x))}finally{o.deleteLocalRef(x)}let A=a(o.handle,g,c.getParameterTypes);try{let M=o.getArrayLength(A);for(let O=0;O!==M;O++){let N=o.getObjectArrayElement(A,O),L;try{L=v&&O===M-1?o.getArrayTypeName(N):o.getTypeName(N)}finally{o.deleteLocalRef(N)}let S=i._getType(L);_.push(S)}}finally{o.deleteLocalRef(A)}}catch{return null}finally{o.deleteLocalRef(g)}return yt(t,r,u,m,h,_,o)}).filter(f=>f!==null);if(d.length===0)throw new Error("No supported overloads");t==="valueOf"&&kf(d);let p=uo(d);return function(f){return p}}function uo(t){let e=Ef();return Object.setPrototypeOf(e,Es),e._o=t,e}function Ef(){let t=function(){return t.invoke(this,arguments)};return t}Es=Object.create(Function.prototype,{overloads:{enumerable:!0,get(){return this._o}},overload:{value(...t){let e=this._o,n=t.length,r=t.join(":");for(let o=0;o!==e.length;o++){let i=e[o],{argumentTypes:s}=i;if(s.length!==n)continue;if(s.map(a=>a.className).join(":")===r)return i}po(this.methodName,this.overloads,"specified argument types do not match any of:")}},methodName:{enumerable:!0,get(){return this._o[0].methodName}},holder:{enumerable:!0,get(){return this._o[0].holder}},type:{enumerable:!0,get(){return this._o[0].type}},handle:{enumerable:!0,get(){return nt(this),this._o[0].handle}},implementation:{enumerable:!0,get(){return nt(this),this._o[0].implementation},set(t){nt(this),this._o[0].implementation=t}},returnType:{enumerable:!0,get(){return nt(this),this._o[0].returnType}},argumentTypes:{enumerable:!0,get(){return nt(this),this._o[0].argumentTypes}},canInvokeWith:{enumerable:!0,get(t){return nt(this),this._o[0].canInvokeWith}},clone:{enumerable:!0,value(t){return nt(this),this._o[0].clone(t)}},invoke:{value(t,e){let n=this._o,r=t.$h!==null;for(let o=0;o!==n.length;o++){let i=n[o];if(i.canInvokeWith(e)){if(i.type===Ue&&!r){let s=this.methodName;if(s==="toString")return`<class: ${t.$n}>`;throw new Error(s+": cannot call instance method without an instance")}return i.apply(t,e)}}if(this.methodName==="toString")return`<class: ${t.$n}>`;po(this.methodName,this.overloads,"argument types do not match any of:")}}});function ms(t,e,n){return`${e.className} ${t}(${n.map(r=>r.className).join(", ")})`}function nt(t){let e=t._o;e.length>1&&po(e[0].methodName,e,"has more than one overload, use .overload(<signature>) to choose from:")}function po(t,e,n){let o=e.slice().sort((i,s)=>i.argumentTypes.length-s.argumentTypes.length).map(i=>i.argumentTypes.length>0?".overload('"+i.argumentTypes.map(c=>c.className).join("', '")+"')":".overload()");throw new Error(`${t}(): ${n}
	${o.join(`
	`)}`)}function yt(t,e,n,r,o,i,s,c){let a=o.type,l=i.map(f=>f.type);s===null&&(s=G.getEnv());let d,p;return n===Ue?(d=s.vaMethod(a,l,c),p=s.nonvirtualVaMethod(a,l,c)):n===zt?(d=s.staticVaMethod(a,l,c),p=d):(d=s.constructor(l,c),p=d),Sf([t,e,n,r,o,i,d,p])}function Sf(t){let e=wf();return Object.setPrototypeOf(e,Ss),e._p=t,e}function wf(){let t=function(){return t.invoke(this,arguments)};return t}Ss=Object.create(Function.prototype,{methodName:{enumerable:!0,get(){return this._p[0]}},holder:{enumerable:!0,get(){return this._p[1]}},type:{enumerable:!0,get(){return this._p[2]}},handle:{enumerable:!0,get(){return this._p[3]}},implementation:{enumerable:!0,get(){let t=this._r;return t!==void 0?t:null},set(t){let e=this._p,n=e[1];if(e[2]===co)throw new Error("Reimplementing $new is not possible; replace implementation of $init instead");let o=this._r;if(o!==void 0&&(n.$f._patchedMethods.delete(this),o._m.revert(G),this._r=void 0),t!==null){let[i,s,c,a,l,d]=e,p=Is(i,s,c,l,d,t,this),f=gs(a);p._m=f,this._r=p,f.replace(p,c===Ue,d,G,Y),n.$f._patchedMethods.add(this)}}},returnType:{enumerable:!0,get(){return this._p[4]}},argumentTypes:{enumerable:!0,get(){return this._p[5]}},canInvokeWith:{enumerable:!0,value(t){let e=this._p[5];return t.length!==e.length?!1:e.every((n,r)=>n.isCompatible(t[r]))}},clone:{enumerable:!0,value(t){let e=this._p.slice(0,6);return yt(...e,null,t)}},invoke:{value(t,e){let n=G.getEnv(),r=this._p,o=r[2],i=r[4],s=r[5],c=this._r,a=o===Ue,l=e.length,d=2+l;n.pushLocalFrame(d);let p=null;try{let f;a?f=t.$getHandle():(p=t.$borrowClassHandle(n),f=p.value);let u,m=t.$t;c===void 0?u=r[3]:(u=c._m.resolveTarget(t,a,n,Y),bs&&c._c.has(In())&&(m=ys));let h=[n.handle,f,u];for(let v=0;v!==l;v++)h.push(s[v].toJni(e[v],n));let _;m===Sn?_=r[6]:(_=r[7],a&&h.splice(2,0,t.$copyClassHandle(n)));let g=_.apply(null,h);return n.throwIfExceptionPending(),i.fromJni(g,n,!0)}finally{p!==null&&p.unref(n),n.popLocalFrame(NULL)}}},toString:{enumerable:!0,value(){return`function ${this.methodName}(${this.argumentTypes.map(t=>t.className).join(", ")}): ${this.returnType.className}`}}});function Is(t,e,n,r,o,i,s=null){let c=new Set,a=If([t,e,n,r,o,i,s,c]),l=new NativeCallback(a,r.type,["pointer","pointer"].concat(o.map(d=>d.type)));return l._c=c,l}function If(t){return function(){return xf(arguments,t)}}function xf(t,e){let n=new b(t[0],G),[r,o,i,s,c,a,l,d]=e,p=[],f;if(i===Ue){let h=o.$C;f=new h(t[1],Sn,n,!1)}else f=o;let u=In();n.pushLocalFrame(3);let m=!0;G.link(u,n);try{d.add(u);let h;l===null||!bt.has(u)?h=a:h=l;let _=[],g=t.length-2;for(let A=0;A!==g;A++){let O=c[A].fromJni(t[2+A],n,!1);_.push(O),p.push(O)}let v=h.apply(f,_);if(!s.isCompatible(v))throw new Error(`Implementation for ${r} expected return value compatible with ${s.className}`);let x=s.toJni(v,n);return s.type==="pointer"&&(x=n.popLocalFrame(x),m=!1,p.push(v)),x}catch(h){let _=h.$h;return _!==void 0?n.throw(_):Script.nextTick(()=>{throw h}),s.defaultValue}finally{G.unlink(u),m&&n.popLocalFrame(NULL),d.delete(u),p.forEach(h=>{if(h===null)return;let _=h.$dispose;_!==void 0&&_.call(h)})}}function kf(t){let{holder:e,type:n}=t[0];t.some(o=>o.type===n&&o.argumentTypes.length===0)||t.push(Af([e,n]))}function Af(t){let e=Tf();return Object.setPrototypeOf(e,ws),e._p=t,e}function Tf(){return function(){return this}}ws=Object.create(Function.prototype,{methodName:{enumerable:!0,get(){return"valueOf"}},holder:{enumerable:!0,get(){return this._p[0]}},type:{enumerable:!0,get(){return this._p[1]}},handle:{enumerable:!0,get(){return NULL}},implementation:{enumerable:!0,get(){return null},set(t){}},returnType:{enumerable:!0,get(){let t=this.holder;return t.$f.use(t.$n)}},argumentTypes:{enumerable:!0,get(){return[]}},canInvokeWith:{enumerable:!0,value(t){return t.length===0}},clone:{enumerable:!0,value(t){throw new Error("Invalid operation")}}});function Cf(t,e,n,r,o){let i=e[2]==="s"?so:lo,s=ptr(e.substr(3)),{$f:c}=r,a,l=o.toReflectedField(n,s,i===so?1:0);try{a=o.vaMethod("pointer",[])(o.handle,l,o.javaLangReflectField().getGenericType),o.throwIfExceptionPending()}finally{o.deleteLocalRef(l)}let d;try{d=c._getType(o.getTypeName(a))}finally{o.deleteLocalRef(a)}let p,f,u=d.type;return i===so?(p=o.getStaticField(u),f=o.setStaticField(u)):(p=o.getField(u),f=o.setField(u)),Lf([i,d,s,p,f])}function Lf(t){return function(e){return new xs([e].concat(t))}}function xs(t){this._p=t}Object.defineProperties(xs.prototype,{value:{enumerable:!0,get(){let[t,e,n,r,o]=this._p,i=G.getEnv();i.pushLocalFrame(4);let s=null;try{let c;if(e===lo){if(c=t.$getHandle(),c===null)throw new Error("Cannot access an instance field without an instance")}else s=t.$borrowClassHandle(i),c=s.value;let a=o(i.handle,c,r);return i.throwIfExceptionPending(),n.fromJni(a,i,!0)}finally{s!==null&&s.unref(i),i.popLocalFrame(NULL)}},set(t){let[e,n,r,o,,i]=this._p,s=G.getEnv();s.pushLocalFrame(4);let c=null;try{let a;if(n===lo){if(a=e.$getHandle(),a===null)throw new Error("Cannot access an instance field without an instance")}else c=e.$borrowClassHandle(s),a=c.value;if(!r.isCompatible(t))throw new Error(`Expected value compatible with ${r.className}`);let l=r.toJni(t,s);i(s.handle,a,o,l),s.throwIfExceptionPending()}finally{c!==null&&c.unref(s),s.popLocalFrame(NULL)}}},holder:{enumerable:!0,get(){return this._p[0]}},fieldType:{enumerable:!0,get(){return this._p[1]}},fieldReturnType:{enumerable:!0,get(){return this._p[2]}},toString:{enumerable:!0,value(){let t=`Java.Field{holder: ${this.holder}, fieldType: ${this.fieldType}, fieldReturnType: ${this.fieldReturnType}, value: ${this.value}}`;return t.length<200?t:`Java.Field{
	holder: ${this.holder},
	fieldType: ${this.fieldType},
	fieldReturnType: ${this.fieldReturnType},
	value: ${this.value},
}`.split(`
`).map(n=>n.length>200?n.slice(0,n.indexOf(" ")+1)+"...,":n).join(`
`)}}});var wn=class t{static fromBuffer(e,n){let r=_s(n),o=r.getCanonicalPath().toString(),i=new File(o,"w");return i.write(e.buffer),i.close(),Nf(o,n),new t(o,r,n)}constructor(e,n,r){this.path=e,this.file=n,this._factory=r}load(){let{_factory:e}=this,{codeCacheDir:n}=e,r=e.use("dalvik.system.DexClassLoader"),o=e.use("java.io.File"),i=this.file;if(i===null&&(i=e.use("java.io.File").$new(this.path)),!i.exists())throw new Error("File not found");o.$new(n).mkdirs(),e.loader=r.$new(i.getCanonicalPath(),n,null,e.loader),G.preventDetachDueToClassLoader()}getClassNames(){let{_factory:e}=this,n=e.use("dalvik.system.DexFile"),r=_s(e),o=n.loadDex(this.path,r.getCanonicalPath(),0),i=[],s=o.entries();for(;s.hasMoreElements();)i.push(s.nextElement().toString());return i}};function _s(t){let{cacheDir:e,tempFileNaming:n}=t,r=t.use("java.io.File"),o=r.$new(e);return o.mkdirs(),r.createTempFile(n.prefix,n.suffix+".dex",o)}function Nf(t,e){e.use("java.io.File").$new(t).setWritable(!1,!1)}function Mf(){switch(fe.state){case"empty":{fe.state="pending";let t=fe.factories[0],e=t.use("java.util.HashMap"),n=t.use("java.lang.Integer");fe.loaders=e.$new(),fe.Integer=n;let r=t.loader;return r!==null&&fo(t,r),fe.state="ready",fe}case"pending":do Thread.sleep(.05);while(fe.state==="pending");return fe;case"ready":return fe}}function fo(t,e){let{factories:n,loaders:r,Integer:o}=fe,i=o.$new(n.indexOf(t));r.put(e,i);for(let s=e.getParent();s!==null&&!r.containsKey(s);s=s.getParent())r.put(s,i)}function ks(t){let e=bt.get(t);e===void 0&&(e=0),e++,bt.set(t,e)}function As(t){let e=bt.get(t);if(e===void 0)throw new Error(`Thread ${t} is not ignored`);e--,e===0?bt.delete(t):bt.set(t,e)}function jf(t){return t.slice(t.lastIndexOf(".")+1)}function ho(t,e){let n=[],r=t.getArrayLength(e);for(let o=0;o!==r;o++){let i=t.getObjectArrayElement(e,o);try{n.push(t.getTypeName(i))}finally{t.deleteLocalRef(i)}}return n}function Of(t){let e=t.split(".");return e[e.length-1]+".java"}var Rf=4,Ts=Process.pointerSize,go=class{ACC_PUBLIC=1;ACC_PRIVATE=2;ACC_PROTECTED=4;ACC_STATIC=8;ACC_FINAL=16;ACC_SYNCHRONIZED=32;ACC_BRIDGE=64;ACC_VARARGS=128;ACC_NATIVE=256;ACC_ABSTRACT=1024;ACC_STRICT=2048;ACC_SYNTHETIC=4096;constructor(){this.classFactory=null,this.ClassFactory=Ze,this.vm=null,this.api=null,this._initialized=!1,this._apiError=null,this._wakeupHandler=null,this._pollListener=null,this._pendingMainOps=[],this._pendingVmOps=[],this._cachedIsAppProcess=null;try{this._tryInitialize()}catch{}}_tryInitialize(){if(this._initialized)return!0;if(this._apiError!==null)throw this._apiError;let e;try{e=Rt(),this.api=e}catch(r){throw this._apiError=r,r}if(e===null)return!1;let n=new Ae(e);return this.vm=n,ls(n),Ze._initialize(n,e),this.classFactory=new Ze,this._initialized=!0,!0}_dispose(){if(this.api===null)return;let{vm:e}=this;e.perform(n=>{Ze._disposeAll(n),b.dispose(n)}),Script.nextTick(()=>{Ae.dispose(e)})}get available(){return this._tryInitialize()}get androidVersion(){return jt()}synchronized(e,n){let{$h:r=e}=e;if(!(r instanceof NativePointer))throw new Error("Java.synchronized: the first argument `obj` must be either a pointer or a Java instance");let o=this.vm.getEnv();pe("VM::MonitorEnter",o.monitorEnter(r));try{n()}finally{o.monitorExit(r)}}enumerateLoadedClasses(e){this._checkAvailable();let{flavor:n}=this.api;n==="jvm"?this._enumerateLoadedClassesJvm(e):n==="art"?this._enumerateLoadedClassesArt(e):this._enumerateLoadedClassesDalvik(e)}enumerateLoadedClassesSync(){let e=[];return this.enumerateLoadedClasses({onMatch(n){e.push(n)},onComplete(){}}),e}enumerateClassLoaders(e){this._checkAvailable();let{flavor:n}=this.api;if(n==="jvm")this._enumerateClassLoadersJvm(e);else if(n==="art")this._enumerateClassLoadersArt(e);else throw new Error("Enumerating class loaders is not supported on Dalvik")}enumerateClassLoadersSync(){let e=[];return this.enumerateClassLoaders({onMatch(n){e.push(n)},onComplete(){}}),e}_enumerateLoadedClassesJvm(e){let{api:n,vm:r}=this,{jvmti:o}=n,i=r.getEnv(),s=Memory.alloc(Rf),c=Memory.alloc(Ts);o.getLoadedClasses(s,c);let a=s.readS32(),l=c.readPointer(),d=[];for(let p=0;p!==a;p++)d.push(l.add(p*Ts).readPointer());o.deallocate(l);try{for(let p of d){let f=i.getClassName(p);e.onMatch(f,p)}e.onComplete()}finally{d.forEach(p=>{i.deleteLocalRef(p)})}}_enumerateClassLoadersJvm(e){this.choose("java.lang.ClassLoader",e)}_enumerateLoadedClassesArt(e){let{vm:n,api:r}=this,o=n.getEnv(),i=r["art::JavaVMExt::AddGlobalRef"],{vm:s}=r;Ee(n,o,c=>{let a=Lr(l=>{let d=i(s,c,l);try{let p=o.getClassName(d);e.onMatch(p,d)}finally{o.deleteGlobalRef(d)}return!0});r["art::ClassLinker::VisitClasses"](r.artClassLinker.address,a)}),e.onComplete()}_enumerateClassLoadersArt(e){let{classFactory:n,vm:r,api:o}=this,i=r.getEnv(),s=o["art::ClassLinker::VisitClassLoaders"];if(s===void 0)throw new Error("This API is only available on Android >= 7.0");let c=n.use("java.lang.ClassLoader"),a=[],l=o["art::JavaVMExt::AddGlobalRef"],{vm:d}=o;Ee(r,i,p=>{let f=Nr(u=>(a.push(l(d,p,u)),!0));Cr(()=>{s(o.artClassLinker.address,f)})});try{a.forEach(p=>{let f=n.cast(p,c);e.onMatch(f)})}finally{a.forEach(p=>{i.deleteGlobalRef(p)})}e.onComplete()}_enumerateLoadedClassesDalvik(e){let{api:n}=this,r=ptr("0xcbcacccd"),o=172,i=8,c=n.gDvm.add(o).readPointer(),a=c.readS32(),d=c.add(12).readPointer(),p=a*i;for(let f=0;f<p;f+=i){let m=d.add(f).add(4).readPointer();if(m.isNull()||m.equals(r))continue;let _=m.add(24).readPointer().readUtf8String();if(_.startsWith("L")){let g=_.substring(1,_.length-1).replace(/\//g,".");e.onMatch(g)}}e.onComplete()}enumerateMethods(e){let{classFactory:n}=this,r=this.vm.getEnv(),o=n.use("java.lang.ClassLoader");return Xe.enumerateMethods(e,this.api,r).map(i=>{let s=i.loader;return i.loader=s!==null?n.wrap(s,o,r):null,i})}scheduleOnMainThread(e){this.performNow(()=>{this._pendingMainOps.push(e);let{_wakeupHandler:n}=this;if(n===null){let{classFactory:r}=this,o=r.use("android.os.Handler"),i=r.use("android.os.Looper");n=o.$new(i.getMainLooper()),this._wakeupHandler=n}this._pollListener===null&&(this._pollListener=Interceptor.attach(Process.getModuleByName("libc.so").getExportByName("epoll_wait"),this._makePollHook()),Interceptor.flush()),n.sendEmptyMessage(1)})}_makePollHook(){let e=Process.id,{_pendingMainOps:n}=this;return function(){if(this.threadId!==e)return;let r;for(;(r=n.shift())!==void 0;)try{r()}catch(o){Script.nextTick(()=>{throw o})}}}perform(e){if(this._checkAvailable(),!this._isAppProcess()||this.classFactory.loader!==null)try{this.vm.perform(e)}catch(n){Script.nextTick(()=>{throw n})}else this._pendingVmOps.push(e),this._pendingVmOps.length===1&&this._performPendingVmOpsWhenReady()}performNow(e){return this._checkAvailable(),this.vm.perform(()=>{let{classFactory:n}=this;if(this._isAppProcess()&&n.loader===null){let o=n.use("android.app.ActivityThread").currentApplication();o!==null&&Cs(n,o)}return e()})}_performPendingVmOpsWhenReady(){this.vm.perform(()=>{let{classFactory:e}=this,n=e.use("android.app.ActivityThread"),r=n.currentApplication();if(r!==null){Cs(e,r),this._performPendingVmOps();return}let o=this,i=!1,s="early",c=n.handleBindApplication;c.implementation=function(d){if(d.instrumentationName.value!==null){s="late";let f=e.use("android.app.LoadedApk").makeApplication;f.implementation=function(u,m){return i||(i=!0,Ls(e,this),o._performPendingVmOps()),f.apply(this,arguments)}}c.apply(this,arguments)};let l=n.getPackageInfo.overloads.map(d=>[d.argumentTypes.length,d]).sort(([d],[p])=>p-d).map(([d,p])=>p)[0];l.implementation=function(...d){let p=l.call(this,...d);return!i&&s==="early"&&(i=!0,Ls(e,p),o._performPendingVmOps()),p}})}_performPendingVmOps(){let{vm:e,_pendingVmOps:n}=this,r;for(;(r=n.shift())!==void 0;)try{e.perform(r)}catch(o){Script.nextTick(()=>{throw o})}}use(e,n){return this.classFactory.use(e,n)}openClassFile(e){return this.classFactory.openClassFile(e)}choose(e,n){this.classFactory.choose(e,n)}retain(e){return this.classFactory.retain(e)}cast(e,n){return this.classFactory.cast(e,n)}array(e,n){return this.classFactory.array(e,n)}backtrace(e){return Mr(this.vm,e)}isMainThread(){let e=this.classFactory.use("android.os.Looper"),n=e.getMainLooper(),r=e.myLooper();return r===null?!1:n.$isSameObject(r)}registerClass(e){return this.classFactory.registerClass(e)}deoptimizeEverything(){let{vm:e}=this;return Pr(e,e.getEnv())}deoptimizeBootImage(){let{vm:e}=this;return Fr(e,e.getEnv())}deoptimizeMethod(e){let{vm:n}=this;return Rr(n,n.getEnv(),e)}_checkAvailable(){if(!this.available)throw new Error("Java API not available")}_isAppProcess(){let e=this._cachedIsAppProcess;if(e===null){if(this.api.flavor==="jvm")return e=!1,this._cachedIsAppProcess=e,e;let n=new NativeFunction(Module.getGlobalExportByName("readlink"),"pointer",["pointer","pointer","pointer"],{exceptions:"propagate"}),r=Memory.allocUtf8String("/proc/self/exe"),o=1024,i=Memory.alloc(o),s=n(r,i,ptr(o)).toInt32();if(s!==-1){let c=i.readUtf8String(s);e=/^\/system\/bin\/app_process/.test(c)}else e=!0;this._cachedIsAppProcess=e}return e}};function Cs(t,e){let n=t.use("android.os.Process");t.loader=e.getClassLoader(),n.myUid()===n.SYSTEM_UID.value?(t.cacheDir="/data/system",t.codeCacheDir="/data/dalvik-cache"):"getCodeCacheDir"in e?(t.cacheDir=e.getCacheDir().getCanonicalPath(),t.codeCacheDir=e.getCodeCacheDir().getCanonicalPath()):(t.cacheDir=e.getFilesDir().getCanonicalPath(),t.codeCacheDir=e.getCacheDir().getCanonicalPath())}function Ls(t,e){let n=t.use("java.io.File");t.loader=e.getClassLoader();let r=n.$new(e.getDataDir()).getCanonicalPath();t.cacheDir=r,t.codeCacheDir=r+"/cache"}var yo=new go;Script.bindWeak(yo,()=>{yo._dispose()});var xn=yo;var Be=xn,Vt=class{constructor(e,n){this.$h=e;this.owned=n}$h;owned;$dispose(){this.owned&&(this.owned=!1,q().deleteGlobalRef(this.$h))}};function q(){return Be.vm.getEnv()}var Pf={Z:"uint8",B:"int8",C:"uint16",S:"int16",I:"int32",J:"int64",F:"float",D:"double",V:"void"},Ns=new Map;function Os(t){let e=o=>Pf[o]??"pointer",[n,r]=t.slice(1).split(")");return[(n.match(/\[*(?:L[^;]+;|[ZBCSIJFD])/g)??[]).map(e),e(r)]}function Rs(t,e,n,r){let o=`${t}.${e}${n}`,i=Ns.get(o);if(i===void 0){let s=q(),c=s.findClass(t),a=r?s.getStaticMethodId(c,e,n):s.getMethodId(c,e,n);s.throwIfExceptionPending(),i=[s.newGlobalRef(c),a],s.deleteLocalRef(c),Ns.set(o,i)}return i}function Ps(t){rt(t,Bf,"uint8",["pointer"])(t.handle)!==0&&t.throwIfExceptionPending()}function $(t,e,n){let[r,o]=Os(n),i,s;return(c,...a)=>{let l=q();i===void 0&&([,s]=Rs(t,e,n,!1),i=l.vaMethod(o,r));let d=i(l.handle,c,s,...a);return Ps(l),d}}function ze(t,e,n){let[r,o]=Os(n),i,s,c;return(...a)=>{let l=q();i===void 0&&([s,c]=Rs(t,e,n,!0),i=l.staticVaMethod(o,r));let d=i(l.handle,s,c,...a);return Ps(l),d}}function Le(t){let e=te(t);if(e===null)return null;let n=q(),r=Math.min(rt(n,Ff,"int32",["pointer","pointer"])(n.handle,e),zf);if(r===0)return"";let o=Memory.alloc(r*2);rt(n,Uf,"void",["pointer","pointer","int32","int32","pointer"])(n.handle,e,0,r,o);let i=new Uint16Array(o.readByteArray(r*2)),s="";for(let c=0;c<r;c+=js)s+=String.fromCharCode(...i.subarray(c,c+js));return s}function be(t,e=0,n){let r=te(t);if(r===null)return new Uint8Array(0);let o=q(),i=o.getArrayLength(r),s=Math.max(0,Math.min(e,i)),c=Math.max(0,Math.min(n??i-s,i-s));if(c===0)return new Uint8Array(0);let a=Memory.alloc(c);return rt(o,Df,"void",["pointer","pointer","int32","int32","pointer"])(o.handle,r,s,c,a),o.throwIfExceptionPending(),new Uint8Array(a.readByteArray(c))}function Fs(t){let e=te(t);return e===null?"":q().getObjectClassName(e)}function Ds(t,e){let n=te(t);if(n===null)return!1;let r=Ms.get(e),o=q();if(r===void 0){let i=o.findClass(e);r=o.newGlobalRef(i),o.deleteLocalRef(i),Ms.set(e,r)}return o.isInstanceOf(n,r)}function te(t){if(t==null)return null;let e=t instanceof NativePointer?t:t.$h;return e.isNull()?null:e}var Ms=new Map,Wm=ze("java/lang/String","valueOf","(Ljava/lang/Object;)Ljava/lang/String;");var Ff=164,Df=200,Uf=220,Bf=228,zf=1<<20,js=4096,Vf=[];function rt(t,e,n,r){return Vf[e]??=new NativeFunction(t.handle.readPointer().add(e*Process.pointerSize).readPointer(),n,r,{exceptions:"propagate"})}var Gf=2e3,Eo=32<<20,Hf=65536,So=1e3,$f=200,Zf=4e3,Kf="trouble",zs="agent",wo=Gf,Io=Eo,Wf=0,bo=null,vo=new Map,kn=new Set,An=new Map,Ke=null;function qf(t){zs=t}function Qf(t,e=Eo){wo=t,Io=e}function Vs(t){return bo===null||bo.some(e=>t.startsWith(e))}function Cn(t,e,n){try{let r=Tn(n);return eh(e,Zs(r))?(Kt(t,r),!0):!1}catch(r){return Me(e,r),!1}}function Ln(t){let e=xo(t,Zt());return e.events<wo&&e.characters<Io?!0:(ko(e),!1)}function Ne(t,e,n=1048576){if(t==null)return"";if(t instanceof NativePointer)return e===void 0||e<=0||t.isNull()?"":Bs(new Uint8Array(t.readByteArray(Math.min(e,n))));let r=t instanceof ArrayBuffer?new Uint8Array(t):t;return Bs(r,Math.min(e??r.length,r.length,n))}function it(t,e,n=0,r=""){let o=vo.get(t);if(o!==void 0&&o.state===e&&o.overloads===n&&o.reason===r)return;let i={hook:t,state:e,overloads:n,reason:r};vo.set(t,i);try{Kt("hook",Tn(i))}catch(s){Me(t,s)}}function Ht(){return[...vo.values()]}function Me(t,e){let n=Yf(`${t}: ${st(e)}`,2e3);if(kn.has(n))return;let r=kn.size<$f;kn.size<Zf&&kn.add(n);try{r?Kt("trouble",{what:n}):ko(xo(Kf,Zt()))}catch{}}function st(t){let e;try{e=t instanceof Error?t.message:String(t)}catch{e="error without text"}return e.split(`
`)[0].slice(0,500)}function Yf(t,e=Hf){let n=typeof t=="string"?t:String(t);return n.length>e&&(n=n.slice(0,e)),Hs.test(n)?n.replace($s,"\uFFFD"):n}function Js(){let t=!1,e=Zt();for(let[n,r]of An)r.dropped>0&&(Kt("dropped",{hook:n,count:r.dropped}),r.dropped=0),e-r.since<10*So?t=!0:An.delete(n);!t&&Ke!==null&&(clearInterval(Ke),Ke=null)}function Gs(t,e){qf(t);let n=!1,r=o=>{if(!n){n=!0,typeof o.limit=="number"&&Qf(o.limit,o.bytes??Eo),bo=Array.isArray(o.hooks)?o.hooks:null;try{e.install(o)}catch(i){Me(t,i)}}};rpc.exports={configure(o){return r(o??{}),Ht()},settle(){return r({}),e.settle?.(),Ht()},hooks:Ht,stop(){try{e.stop?.()}finally{Js(),Ke!==null&&clearInterval(Ke),Ke=null}}}}function Zt(){return Us===null?Date.now():(Us(Xf,Jt),Process.pointerSize===8?Number(Jt.readS64())*1e3+Number(Jt.add(8).readS64())/1e6:Jt.readS32()*1e3+Jt.add(4).readS32()/1e6)}var Hs=/[\ud800-\udfff]/,$s=/\p{Surrogate}/gu,Xf=Process.platform==="darwin"?6:1,Jt=Memory.alloc(16),Us=(()=>{let t=Module.findGlobalExportByName("clock_gettime");return t===null?null:new NativeFunction(t,"int",["int","pointer"],{scheduling:"exclusive",exceptions:"propagate"})})();function Kt(t,e){send({kind:t,v:1,seq:++Wf,at:Date.now(),mono:Zt(),pid:Process.id,tid:Process.getCurrentThreadId(),agent:zs,...e})}function eh(t,e){let n=xo(t,Zt());return n.events>=wo||n.events>0&&n.characters+e>Io?(ko(n),!1):(n.events++,n.characters+=e,!0)}function xo(t,e){let n=An.get(t);return n===void 0&&An.set(t,n={since:e,events:0,characters:0,dropped:0}),e-n.since>=So&&(n.dropped>0&&Kt("dropped",{hook:t,count:n.dropped}),Object.assign(n,{since:e,events:0,characters:0,dropped:0})),n}function ko(t){t.dropped++,Ke===null&&(Ke=setInterval(Js,So))}function Zs(t){if(typeof t=="string")return t.length;if(typeof t!="object"||t===null)return 8;let e=0;for(let n of Object.values(t))e+=Zs(n);return e}var th=8;function Tn(t,e=0){if(typeof t=="string")return Hs.test(t)?t.replace($s,"\uFFFD"):t;if(typeof t!="object"||t===null)return t;if(e>th)throw new Error("a value is nested too deeply");if(Array.isArray(t))return t.map(r=>Tn(r,e+1));let n={};for(let[r,o]of Object.entries(t))o!==void 0&&(n[r]=Tn(o,e+1));return n}var ot="ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",Gt=null;function Bs(t,e=t.length){if(Gt===null){Gt=[];for(let s of ot)for(let c of ot)Gt.push(s+c)}let n=[],r="",o=e-e%3;for(let s=0;s<o;s+=3){let c=(t[s]&255)<<16|(t[s+1]&255)<<8|t[s+2]&255;r+=Gt[c>>12]+Gt[c&4095],r.length>=8192&&(n.push(r),r="")}let i=e-o;if(i===1){let s=t[o]&255;r+=ot[s>>2]+ot[(s&3)<<4]+"=="}else if(i===2){let s=(t[o]&255)<<8|t[o+1]&255;r+=ot[s>>10]+ot[s>>4&63]+ot[(s&15)<<2]+"="}return n.push(r),n.join("")}function nh(){vt()===!0&&Be.vm.perform(t=>t.deleteLocalRef(t.findClass("java/lang/Object")))}function vt(){try{return xn.available}catch(t){return`Java cannot be hooked here (Android's, or HotSpot 17's, can): ${st(t)}`}}function Ao(t){let e=()=>{try{if(vt()!==!0)throw new Error(`there is no Java after all (${vt()})`);rh(),Be.performNow(t)}catch(r){Me("java",r)}Qs()},n=vt();n===!0?e():n===!1?oh(e):Me("java",n)}var qs=Process.getCurrentThreadId(),Ks=!1;function rh(){if(Ks)return;Ks=!0;let{vm:t}=Be,e=t.perform,n=0;t.perform=r=>{if(Process.getCurrentThreadId()!==qs)return e.call(t,r);n===0&&Ws(t),n++;try{return e.call(t,r)}finally{--n===0&&Ws(t)}}}function Ws(t){try{for(;;)t.unlink(qs)}catch{}}function Qs(){Script.nextTick(()=>{try{nh()}catch(t){Me("settle",t)}})}function oh(t){let e=!1,n=Process.attachModuleObserver({onAdded(r){if(r.name!=="libjvm.so"&&r.name!=="libart.so")return;let o=r.enumerateExports().find(i=>i.name==="JNI_CreateJavaVM");o!==void 0&&Interceptor.attach(o.address,{onLeave(){e||(e=!0,t(),setTimeout(()=>n.detach(),0))}})}})}var Ys=[.05,.1,.1,.25,.5,1,2,4,8,16,32],Mo=!1;function na(){Mo=!0}function ra(t){let e=t.filter(r=>Vs(Co(r))),n=vt();if(typeof n=="string")for(let r of e)it(Co(r),"failed",0,n);Ao(()=>oa(ia(e),0))}function Co(t){return t.name??`${t.class}.${t.method}`}function oa(t,e){t.length===0||e>=Ys.length||setTimeout(()=>{Mo||Ao(()=>oa(ia(t),e+1))},Ys[e]*1e3)}function ia(t){let e=new Lo,n=[];for(let r of t){let o=Co(r);try{let i=r.from===void 0?e.find(r.class):No(r.class,r.from);i===null?(n.push(r),Ht().some(s=>s.hook===o)||it(o,"absent",0,"no such class")):dh(r,o,i)}catch(i){it(o,"failed",0,st(i))}}return n}var Lo=class{loaders=null;seen=new Map;find(e){return this.seen.has(e)||this.seen.set(e,this.usual(e)??this.elsewhere(e)),this.seen.get(e)}usual(e){try{return Be.use(e)}catch(n){if(lh(n))return null;throw n}}elsewhere(e){let n=sh(ih()),r=n.isNull()?null:Xs(e,n);if(r!==null)return No(e,q().newGlobalRef(r));if(this.loaders===null)try{this.loaders=Be.enumerateClassLoadersSync()}catch{this.loaders=[]}for(let o of this.loaders){let i=Xs(e,o.$h);if(i!==null)return No(e,q().newGlobalRef(i))}return null}};function No(t,e){return Be.classFactory._make(t,n=>n.newLocalRef(e),q())}var ih=ze("java/lang/Thread","currentThread","()Ljava/lang/Thread;"),sh=$("java/lang/Thread","getContextClassLoader","()Ljava/lang/ClassLoader;"),ah=ze("java/lang/Class","forName","(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;"),ch=$("java/lang/reflect/Method","getModifiers","()I");function Xs(t,e){let n=q(),r=n.newStringUtf(t);try{return ah(r,1,e)}catch{return null}finally{n.deleteLocalRef(r)}}function lh(t){return/ClassNotFoundException|NoClassDefFoundError/.test(st(t))}var ea=new Map;function dh(t,e,n){let r=n[t.method==="<init>"?"$init":t.method];if(r===void 0||r.overloads===void 0)return it(e,"absent",0,"no such method");let o=0,i=[];for(let c of r.overloads){let a=c.argumentTypes.map(l=>l.className);if(uh(t,a,c.returnType.className))try{let l=ph(t,e,c,a);l===null?o++:i.push(l)}catch(l){i.push(`(${a.join(", ")}): ${st(l)}`)}}let s=[...new Set(i)].join("; ");o>0?it(e,"installed",o,s):it(e,i.some(c=>!c.startsWith("abstract")&&!c.startsWith("hooked"))?"failed":"absent",0,s||"no such overload")}function uh(t,e,n){let{overloads:r}=t;return r===void 0?!0:typeof r=="function"?r(e,n):r.some(o=>o.join()===e.join())}function ph(t,e,n,r){let o=n.handle.toString(),i=ea.get(o);if(i!==void 0)return i===e?null:`hooked as ${i}`;if(t.method!=="<init>"&&hh(n))return"abstract: only the classes that implement it can be hooked";let[s,c,a,l,d,p,f,u]=n._p;n._p=[s,c,a,l,ta(d),p.map(ta),f,u];let m=a===sa;return n.implementation=_h(t,e,n,r,d.className,m),ea.set(o,e),null}var sa=2,fh=1024;function hh(t){let e=q(),{holder:n}=t,r=n.$borrowClassHandle(e);try{let o=e.toReflectedMethod(r.value,t.handle,t.type===sa?1:0),i=ch(o);return e.deleteLocalRef(o),(i&fh)!==0}finally{r.unref(e)}}function ta(t){return t.type!=="pointer"?t:{...t,isCompatible:()=>!0,fromJni(e,n,r){return e.isNull()?null:r?new Vt(n.newGlobalRef(e),!0):new Vt(e,!1)},toJni(e){return e==null?NULL:e.$h}}}var To=new Map,Wt=new Map;function mh(t,e){return t.nested===void 0||t.nested==="other methods"&&e.includes(t.method)}function _h(t,e,n,r,o,i){let s=(c,a)=>{try{gh(()=>c(a))}catch(l){Me(e,l)}};return function(...c){let a=Process.getCurrentThreadId(),l=To.get(a);if(Mo||Wt.has(a)||l!==void 0&&mh(t,l))return n.apply(this,c);l===void 0?To.set(a,[t.method]):l.push(t.method);let d={hook:e,self:i?null:this,args:c,types:r,resultType:o,result:void 0,threw:!1,error:void 0,kept:void 0},p=!1,f=(u=c)=>{p=!0;try{return d.result=n.apply(this,u)}catch(m){throw d.threw=!0,d.error=m,m}};try{t.before!==void 0&&s(t.before,d);try{if(t.around===void 0)return f();try{return t.around(d,f)}catch(u){if(u.$h!==void 0)throw u;return Me(e,u),p?d.result:f()}}finally{t.after!==void 0&&s(t.after,d)}}finally{l===void 0?To.delete(a):l.pop()}}}function gh(t){let e=Process.getCurrentThreadId(),n=Wt.get(e)??0;Wt.set(e,n+1);try{return t()}finally{n===0?Wt.delete(e):Wt.set(e,n)}}var yh=$("java/security/Key","getAlgorithm","()Ljava/lang/String;"),bh=$("java/security/Key","getFormat","()Ljava/lang/String;"),vh=$("java/security/Key","getEncoded","()[B"),Eh=$("java/security/cert/Certificate","getPublicKey","()Ljava/security/PublicKey;");function Nn(t){let e=te(t);if(e===null)return null;Ds(e,"java/security/cert/Certificate")&&(e=Eh(e));let n=jo(()=>at(e));return{algorithm:jo(()=>Le(yh(e)))??"",format:jo(()=>Le(bh(e)))??"",encoded:n==null?null:Ne(n)}}function at(t){let e=te(t),n=e===null?NULL:vh(e);return n.isNull()?null:be(n)}function jo(t){try{return t()}catch(e){if(e.$h===void 0)throw e;return}}var aa=$("java/nio/Buffer","position","()I"),Sh=$("java/nio/Buffer","limit","()I"),wh=$("java/nio/Buffer","position","(I)Ljava/nio/Buffer;"),Ih=$("java/nio/ByteBuffer","duplicate","()Ljava/nio/ByteBuffer;"),xh=$("java/nio/ByteBuffer","get","([B)Ljava/nio/ByteBuffer;");function Oo(t){return aa(te(t))}function Ro(t,e,n){let r=te(t),o=e??aa(r),i=(n??Sh(r))-o,s=Math.min(i,1048576);if(s<=0)return[new Uint8Array(0),0];let c=q(),a=Ih(r),l=c.newByteArray(s);try{return wh(a,o),xh(a,l),[be(l),i]}finally{c.deleteLocalRef(a),c.deleteLocalRef(l)}}var ca=ze("java/lang/System","identityHashCode","(Ljava/lang/Object;)I"),kh=226,Ah=227,Th=4096,Ch=256,Mn=class{constructor(e=()=>{}){this.gone=e}gone;buckets=new Map;order=new Set;made=0;get size(){return this.order.size}get(e){return this.entry(te(e))?.kept}set(e,n){let r=te(e),o=this.entry(r);if(o!==void 0)return o.kept!==n&&this.gone(o.kept),o.kept=n,n;++this.made%Ch===0&&this.sweep(),this.order.size>=Th&&this.remove(this.order.values().next().value);let i=q(),s={weak:rt(i,kh,"pointer",["pointer","pointer"])(i.handle,r),hash:ca(r),kept:n},c=this.buckets.get(s.hash);return c===void 0?this.buckets.set(s.hash,[s]):c.push(s),this.order.add(s),n}delete(e){let n=this.entry(te(e));n!==void 0&&this.remove(n)}sweep(){let e=q();for(let n of[...this.order])e.isSameObject(n.weak,NULL)&&this.remove(n)}entry(e){if(this.order.size===0)return;let n=q();return this.buckets.get(ca(e))?.find(r=>n.isSameObject(r.weak,e))}remove(e){this.order.delete(e);let n=this.buckets.get(e.hash).filter(o=>o!==e);n.length===0?this.buckets.delete(e.hash):this.buckets.set(e.hash,n);let r=q();rt(r,Ah,"void",["pointer","pointer"])(r.handle,e.weak),this.gone(e.kept)}};var Lh=64<<20,Po=0,Et=class t{parts=[];kept=0;cut=!1;size=0;add(e,n=e.length){this.size+=n;let r=this.cut?0:Math.min(1048576-this.kept,Lh-Po),o=e.length>r?e.subarray(0,Math.max(0,r)):e;o.length<n&&(this.cut=!0),o.length!==0&&(this.parts.push(o),this.kept+=o.length,Po+=o.length)}bytes(){if(this.parts.length===1)return this.parts[0];let e=new Uint8Array(this.kept),n=0;for(let r of this.parts)e.set(r,n),n+=r.length;return this.parts=e.length>0?[e]:[],e}copy(){let e=new t;return this.size>0&&e.add(this.bytes(),this.size),e}clear(){Po-=this.kept,this.parts=[],this.kept=this.size=0,this.cut=!1}};var Fo={framework:["android.","androidx.","com.android.","dalvik.","java.","javax.","jdk.","kotlin.","kotlinx.","libcore.","sun.","com.sun.","org.apache.harmony.","okhttp3.","okio.","retrofit2.","io.reactivex.","com.google.gson.","com.squareup.","org.json."],sdks:{"com.adjust.sdk.":"Adjust","com.igaworks.":"adbrix","io.adbrix.":"adbrix","com.adcolony.":"AdColony","com.adobe.marketing.":"Adobe Experience Platform","co.ab180.airbridge.":"Airbridge","com.alibaba.sdk.android.":"Alibaba EMAS","mtopsdk.":"Alibaba Mtop","com.ut.":"Alibaba UT","com.ta.utdid2.":"Alibaba UTDID","com.alipay.":"Alipay","com.wireless.security.":"Alibaba SecurityGuard","com.taobao.wireless.security.":"Alibaba SecurityGuard","com.alibaba.wireless.security.":"Alibaba SecurityGuard","com.amplitude.":"Amplitude","com.applovin.":"AppLovin","com.appsflyer.":"AppsFlyer","com.baidu.mobstat.":"Baidu Mobstat","io.bidmachine.":"BidMachine","io.branch.":"Branch","com.braze.":"Braze","com.appboy.":"Braze","com.bugsnag.":"Bugsnag","com.buzzvil.":"Buzzvil","com.bytedance.applog.":"ByteDance AppLog","com.bytedance.sdk.":"Pangle","com.bytedance.":"ByteDance","com.fsn.cauly.":"Cauly","com.zoyi.channel.":"Channel.io","com.chartboost.":"Chartboost","com.clevertap.":"CleverTap","com.contentsquare.":"Contentsquare","com.criteo.":"Criteo","com.datadog.":"Datadog","com.fyber.":"Digital Turbine","io.embrace.":"Embrace","com.smartadserver.":"Equativ","com.facebook.ads.":"Meta Audience Network","com.facebook.":"Facebook SDK","com.forter.":"Forter","com.igexin.":"Getui","com.google.firebase.":"Firebase","com.google.android.gms.ads.":"Google Mobile Ads","com.google.android.gms.measurement.":"Google Analytics","com.google.android.gms.":"Google Play services","com.google.ads.":"Google Mobile Ads","io.hackle.":"Hackle","com.helpshift.":"Helpshift","com.huawei.hms.":"Huawei HMS","com.inmobi.":"InMobi","com.useinsider.":"Insider","com.instabug.":"Instabug","io.intercom.":"Intercom","com.ironsource.":"ironSource","cn.jpush.":"JPush","cn.jiguang.":"JPush","com.kakao.adfit.":"Kakao AdFit","com.kakao.sdk.":"Kakao SDK","com.kochava.":"Kochava","com.linecorp.":"LINE","com.microsoft.appcenter.":"Microsoft App Center","com.microsoft.clarity.":"Microsoft Clarity","com.mbridge.msdk.":"Mintegral","com.mixpanel.":"Mixpanel","com.moengage.":"MoEngage","com.moloco.":"Moloco","com.mopub.":"MoPub","com.mparticle.":"mParticle","com.navercorp.":"Naver","com.naver.":"Naver","com.nhn.":"NHN","com.newrelic.":"New Relic","com.onesignal.":"OneSignal","com.outbrain.":"Outbrain","com.posthog.":"PostHog","com.pubmatic.":"PubMatic","com.riskified.":"Riskified","com.rudderstack.":"RudderStack","com.segment.":"Segment","com.sendbird.":"Sendbird","com.sensorsdata.":"Sensors Data","io.sentry.":"Sentry","com.shein.":"SHEIN","com.zzkko.":"SHEIN","com.siftscience.":"Sift","com.singular.":"Singular","com.smaato.":"Smaato","com.snap.":"Snap","com.startapp.":"Start.io","com.stripe.":"Stripe","com.taboola.":"Taboola","com.tendcloud.":"TalkingData","com.tapjoy.":"Tapjoy","com.tencent.beacon.":"Tencent Beacon","com.tencent.bugly.":"Tencent Bugly","com.tencent.mm.":"WeChat SDK","com.tencent.":"Tencent","com.qq.e.":"Tencent Ads","com.tenjin.":"Tenjin","com.threatmetrix.":"ThreatMetrix","com.lexisnexisrisk.":"ThreatMetrix","com.tiktok.":"TikTok","com.ss.android.":"ByteDance","com.nextapps.":"TNK Factory","com.tnkfactory.":"TNK Factory","com.tosspayments.":"Toss Payments","com.umeng.":"Umeng","com.uc.crashsdk.":"UC","com.unity3d.ads.":"Unity Ads","com.unity3d.":"Unity","com.vungle.":"Vungle","com.xiaomi.":"Xiaomi","io.appmetrica.":"AppMetrica","com.yandex.":"Yandex","com.zendesk.":"Zendesk","zendesk.":"Zendesk","com.bun.miitmdid.":"MSA OAID","com.github.gzuliyujiang.":"OAID library","com.xunmeng.":"Pinduoduo","com.einnovation.":"Temu","com.tongdun.":"Tongdun","cn.tongdun.":"Tongdun","com.ishumei.":"Shumei","com.netease.":"NetEase","com.geetest.":"Geetest"}};var Mh=48,jh=ze("java/lang/Thread","currentThread","()Ljava/lang/Thread;"),Oh=$("java/lang/Thread","getStackTrace","()[Ljava/lang/StackTraceElement;"),Rh=ze("java/util/Arrays","toString","([Ljava/lang/Object;)Ljava/lang/String;"),Ph=/^(?:java\.base\/)?(?:java\.lang\.Thread\.getStackTrace|dalvik\.system\.VMStack\.getThreadStackTrace)\(/,Fh=Object.entries(Fo.sdks).sort(([t],[e])=>e.length-t.length);function da(t){let e=jh(),n=Le(Rh(Oh(e)))??"[]";q().deleteLocalRef(e);let r=n.slice(1,-1).split(", "),o=0;for(;o<r.length&&(Ph.test(r[o])||la(r[o]).startsWith(t));)o++;return r.slice(o).map(la)}function ua(t){return Uh(t)===null}var jn=new Map,Dh=2e4;function Uh(t){let e=t.slice(0,t.indexOf("(")),n=jn.get(e);return n===void 0&&(n=Fo.framework.some(r=>e.startsWith(r))?null:Fh.find(([r])=>e.startsWith(r))?.[1]??"",jn.size>=Dh&&jn.clear(),jn.set(e,n)),n}function pa(t){return t.slice(0,Mh)}function la(t){return t.includes("/")?t.replace(/^(?:[\w.@-]*\/)+/,""):t}var Bh=["java.security.SecureRandom","sun.security.provider.SecureRandom","sun.security.provider.NativePRNG","sun.security.provider.DRBG","sun.security.provider.HashDrbg","sun.security.provider.AbstractDrbg","sun.security.provider.SeedGenerator","sun.security.ssl.","sun.security.validator.","sun.security.util.ManifestEntryVerifier","sun.security.util.SignatureFileVerifier","java.util.jar.","sun.security.provider.certpath.","sun.security.x509.","com.android.org.conscrypt.","org.conscrypt.","com.google.android.gms.org.conscrypt.","android.security.net.config.","android.util.apk.","android.security.keystore.","android.security.keystore2.","dalvik.system.","libcore."],St=class{key=null;iv=null;mode=0;aad=new Et;input=new Et;output=new Et;restart(){for(let e of[this.aad,this.input,this.output])e.clear()}},ct=new Mn(t=>t.restart());function Ve(t){return ct.get(t.self)??ct.set(t.self,new St)}function On(t){return ct.set(t.self,new St)}function zh(t){let[e,n,r]=t.args;switch(t.types[0]){case"[B":return t.types[1]==="int"&&t.types[2]==="int"?xe(be(e,n,r)):xe(be(e));case"byte":return xe(Uint8Array.of(e&255));case"java.nio.ByteBuffer":return Ro(e);default:return null}}function xe(t){return[t,t.length]}function Je(t,e){let{args:n,types:r,result:o,resultType:i}=t;if(i==="[B")return o===null?null:xe(be(o));if(i!=="int")return null;let s=r.lastIndexOf("[B");return r[1]==="java.nio.ByteBuffer"?Ro(n[1],e,Oo(n[1])):s<0?null:xe(be(n[s],r[s+1]==="int"?n[s+1]:0,o))}function Ge(t,e){e!==null&&t.add(...e)}function Rn(t){let e=da(`${t}.`);for(let n of e){if(Bh.some(r=>n.startsWith(r)))return null;if(!ua(n))break}return pa(e)}function je(t,e){let n=t.types[1]==="java.nio.ByteBuffer"?Oo(t.args[1]):0;t.kept={data:e?zh(t):null,start:n}}function Oe(t){return t.threw?(Fs(t.error.$h)!=="javax.crypto.ShortBufferException"&&Ve(t).restart(),!0):!1}var lt="javax.crypto.Cipher",Vh={1:"encrypt",2:"decrypt",3:"wrap",4:"unwrap"},Jh=$("javax/crypto/Cipher","getIV","()[B"),Gh=$("javax/crypto/Cipher","getAlgorithm","()Ljava/lang/String;"),Hh=$("javax/crypto/Cipher","getProvider","()Ljava/security/Provider;"),$h=$("java/security/Provider","getName","()Ljava/lang/String;"),Do=null;function Zh(t){let e=q();if(Do===null){let n=e.findClass("javax/crypto/Cipher");Do=e.getFieldId(n,"opmode","I"),e.deleteLocalRef(n),e.throwIfExceptionPending()}return e.getField("int32")(e.handle,te(t.self),Do)}function fa(t){let e=Jh(te(t.self));return e.isNull()?null:be(e)}function Uo(t,e,n){let r=Ve(t);try{let o=Rn(lt);if(o===null||!Ln(t.hook))return;Ge(r.input,e),Ge(r.output,n);let i=te(t.self),s=r.iv??fa(t);Cn("cipher",t.hook,{algorithm:Le(Gh(i))??"",provider:Le($h(Hh(i)))??"",operation:Vh[r.mode||Zh(t)]??"encrypt",key:r.key,iv:s===null?null:Ne(s),aad:Ne(r.aad.bytes()),input:Ne(r.input.bytes()),output:Ne(r.output.bytes()),input_size:r.input.size,output_size:r.output.size,stack:o})}finally{r.restart()}}var ha=[{class:lt,method:"init",after(t){if(t.threw)return;let e=On(t);e.mode=t.args[0],e.key=Nn(t.args[1]),e.iv=fa(t)}},{class:lt,method:"updateAAD",before:t=>je(t,!0),after(t){t.threw||Ge(Ve(t).aad,t.kept.data)}},{class:lt,method:"update",before:t=>je(t,!0),after(t){if(t.threw)return;let{data:e,start:n}=t.kept,r=Ve(t);Ge(r.input,e),Ge(r.output,Je(t,n))}},{class:lt,method:"doFinal",before:t=>je(t,!(t.types.length===2&&t.types[1]==="int")),after(t){let{data:e,start:n}=t.kept;Oe(t)||Uo(t,e,Je(t,n))}},{class:lt,method:"wrap",after(t){let e=t.threw?null:at(t.args[0]);Oe(t)||Uo(t,e===null?null:xe(e),Je(t,0))}},{class:lt,method:"unwrap",before:t=>je(t,!0),after(t){let e=t.threw?null:at(t.result);Oe(t)||Uo(t,t.kept.data,e===null?null:xe(e))}}];var ga="javax.crypto.Mac",Dn="java.security.MessageDigest",ya="java.security.Signature",Vo="javax.crypto.KeyAgreement",Pn={operation:"mac",class:ga,algorithm:$("javax/crypto/Mac","getAlgorithm","()Ljava/lang/String;")},Kh=$("javax/crypto/Mac","getMacLength","()I"),Bo={operation:"digest",class:Dn,algorithm:$("java/security/MessageDigest","getAlgorithm","()Ljava/lang/String;")},qt={operation:"sign",class:ya,algorithm:$("java/security/Signature","getAlgorithm","()Ljava/lang/String;")},ma={operation:"agree",class:Vo,algorithm:$("javax/crypto/KeyAgreement","getAlgorithm","()Ljava/lang/String;")};function Qt(t,e,n,r,o=t.operation){let i=Ve(e);try{let s=Rn(t.class);if(s===null||!Ln(e.hook))return;Ge(i.input,n),Cn("digest",e.hook,{algorithm:Le(t.algorithm(te(e.self)))??"",operation:o,key:i.key,input:Ne(i.input.bytes()),output:r===null?"":Ne(r[0]),input_size:i.input.size,stack:s})}finally{i.restart()}}function zo(t){return{class:t.class,method:"update",before:e=>je(e,!0),after(e){e.threw||Ge(Ve(e).input,e.kept.data)}}}function _a(t){return{class:t.class,method:"reset",after:e=>ct.get(e.self)?.restart()}}function Fn(t,e){return{class:t.class,method:e,after(n){n.threw||(On(n).key=Nn(n.args[0]))}}}function Wh(t,e){return{class:t.class,method:e,after(n){Oe(n)||Qt(t,n,null,Je(n,0))}}}var ba=[Fn(Pn,"init"),zo(Pn),_a(Pn),{class:ga,method:"doFinal",before:t=>je(t,t.types.length===1),after(t){if(Oe(t))return;let n=t.types.length===2?xe(be(t.args[0],t.args[1],Kh(te(t.self)))):Je(t,0);Qt(Pn,t,t.kept.data,n)}},zo(Bo),_a(Bo),{class:Dn,method:"digest",before:t=>je(t,t.types.length===1),after(t){Oe(t)||Qt(Bo,t,t.kept.data,Je(t,0))}},...[Dn,`${Dn}$Delegate`].map(t=>({class:t,method:"clone",after(e){let n=ct.get(e.self);if(e.threw||e.result===null||n===void 0)return;let r=ct.set(e.result,new St);r.input=n.input.copy()}})),Fn(qt,"initSign"),Fn(qt,"initVerify"),zo(qt),Wh(qt,"sign"),{class:ya,method:"verify",before:t=>je(t,!0),after(t){Oe(t)||Qt(qt,t,null,t.kept.data,"verify")}},Fn(ma,"init"),{class:Vo,method:"doPhase",after(t){let e=t.threw?null:at(t.args[0]);if(e===null)return;let{input:n}=Ve(t);n.clear(),n.add(e)}},{class:Vo,method:"generateSecret",after(t){if(Oe(t))return;let e=t.resultType==="javax.crypto.SecretKey"?at(t.result):null;Qt(ma,t,null,e===null?Je(t,0):xe(e))}}];Gs("crypto",{install:()=>ra([...ha,...ba]),stop:na});})();
