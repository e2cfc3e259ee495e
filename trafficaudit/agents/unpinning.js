// unpinning: made by `make agents` of frida_scripts/android/unpinning.ts (trafficaudit-agents 1.0.0) with esbuild 0.28.2, frida-java-bridge 7.0.13, frida-objc-bridge 8.0.6; licences: NOTICE.md
(()=>{var ua=Object.defineProperty;var fa=(t,e)=>{for(var n in e)ua(t,n,{get:e[n],enumerable:!0})};var dn={};fa(dn,{ArtMethod:()=>tn,ArtStackVisitor:()=>ar,DVM_JNI_ENV_OFFSET_SELF:()=>Qo,HandleVector:()=>Et,VariableSizedHandleScope:()=>St,backtrace:()=>Sr,deoptimizeBootImage:()=>xr,deoptimizeEverything:()=>Ar,deoptimizeMethod:()=>Cr,ensureClassInitialized:()=>Pl,getAndroidApiLevel:()=>ne,getAndroidVersion:()=>wt,getApi:()=>G,getArtApexVersion:()=>mr,getArtClassSpec:()=>gr,getArtFieldSpec:()=>cn,getArtMethodSpec:()=>be,getArtThreadFromEnv:()=>ln,getArtThreadSpec:()=>rt,makeArtClassLoaderVisitor:()=>Er,makeArtClassVisitor:()=>vr,makeMethodMangler:()=>kd,makeObjectVisitorPredicate:()=>Tr,revertGlobalPatches:()=>wr,translateMethod:()=>Td,withAllArtThreadsSuspended:()=>br,withRunnableArtThread:()=>Ie});var{pageSize:Tn,pointerSize:pa}=Process,Ln=class{constructor(e){this.sliceSize=e,this.slicesPerPage=Tn/e,this.pages=[],this.free=[]}allocateSlice(e,n){let r=e.near===void 0,o=n===1;if(r&&o){let i=this.free.pop();if(i!==void 0)return i}else if(n<Tn){let{free:i}=this,s=i.length,c=o?null:ptr(n-1);for(let a=0;a!==s;a++){let l=i[a],d=r||this._isSliceNear(l,e),f=o||l.and(c).isNull();if(d&&f)return i.splice(a,1)[0]}}return this._allocatePage(e)}_allocatePage(e){let n=Memory.alloc(Tn,e),{sliceSize:r,slicesPerPage:o}=this;for(let i=1;i!==o;i++){let s=n.add(i*r);this.free.push(s)}return this.pages.push(n),n}_isSliceNear(e,n){let r=e.add(this.sliceSize),{near:o,maxDistance:i}=n,s=Lo(o.sub(e)),c=Lo(o.sub(r));return s.compare(i)<=0&&c.compare(i)<=0}freeSlice(e){this.free.push(e)}};function Lo(t){let e=pa===4?31:63,n=ptr(1).shl(e).not();return t.and(n)}function Nn(t){return new Ln(t)}function ue(t,e){if(e!==0)throw new Error(t+" failed: "+e)}var $t={v1_0:805371904,v1_2:805372416},Ht={canTagObjects:1},{pointerSize:ha}=Process,ma={exceptions:"propagate"};function je(t,e){this.handle=t,this.vm=e,this.vtable=t.readPointer()}je.prototype.deallocate=mt(47,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});je.prototype.getLoadedClasses=mt(78,"int32",["pointer","pointer","pointer"],function(t,e,n){let r=t(this.handle,e,n);ue("EnvJvmti::getLoadedClasses",r)});je.prototype.iterateOverInstancesOfClass=mt(112,"int32",["pointer","pointer","int","pointer","pointer"],function(t,e,n,r,o){let i=t(this.handle,e,n,r,o);ue("EnvJvmti::iterateOverInstancesOfClass",i)});je.prototype.getObjectsWithTags=mt(114,"int32",["pointer","int","pointer","pointer","pointer","pointer"],function(t,e,n,r,o,i){let s=t(this.handle,e,n,r,o,i);ue("EnvJvmti::getObjectsWithTags",s)});je.prototype.addCapabilities=mt(142,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});function mt(t,e,n,r){let o=null;return function(){o===null&&(o=new NativeFunction(this.vtable.add((t-1)*ha).readPointer(),e,n,ma));let i=[o];return i=i.concat.apply(i,arguments),r.apply(this,i)}}function Oe(t,e,{limit:n}){let r=t,o=null;for(let i=0;i!==n;i++){let s=Instruction.parse(r),c=e(s,o);if(c!==null)return c;r=s.next,o=s}return null}function de(t){let e=null,n=!1;return function(...r){return n||(e=t(...r),n=!0),e}}function b(t,e){this.handle=t,this.vm=e}var Zt=Process.pointerSize,De=2,_a=28,ga=34,ya=37,ba=40,va=43,Ea=46,Sa=49,wa=52,Ia=55,Ca=58,Aa=61,xa=64,ka=67,Ta=70,La=73,Na=76,Ma=79,ja=82,Oa=85,Pa=88,Ra=91,Fa=114,Da=117,Ua=120,Va=123,Ba=126,za=129,Ja=132,Ga=135,$a=138,Ha=141,Za=95,Wa=96,qa=97,Ka=98,Qa=99,Xa=100,Ya=101,ec=102,tc=103,nc=104,rc=105,oc=106,ic=107,sc=108,ac=109,cc=110,lc=111,dc=112,uc=145,fc=146,pc=147,hc=148,mc=149,_c=150,gc=151,yc=152,bc=153,vc=154,Ec=155,Sc=156,wc=157,Ic=158,Cc=159,Ac=160,xc=161,kc=162,Tc={pointer:ga,uint8:ya,int8:ba,uint16:va,int16:Ea,int32:Sa,int64:wa,float:Ia,double:Ca,void:Aa},Lc={pointer:xa,uint8:ka,int8:Ta,uint16:La,int16:Na,int32:Ma,int64:ja,float:Oa,double:Pa,void:Ra},Nc={pointer:Fa,uint8:Da,int8:Ua,uint16:Va,int16:Ba,int32:za,int64:Ja,float:Ga,double:$a,void:Ha},Mc={pointer:Za,uint8:Wa,int8:qa,uint16:Ka,int16:Qa,int32:Xa,int64:Ya,float:ec,double:tc},jc={pointer:nc,uint8:rc,int8:oc,uint16:ic,int16:sc,int32:ac,int64:cc,float:lc,double:dc},Oc={pointer:uc,uint8:fc,int8:pc,uint16:hc,int16:mc,int32:_c,int64:gc,float:yc,double:bc},Pc={pointer:vc,uint8:Ec,int8:Sc,uint16:wc,int16:Ic,int32:Cc,int64:Ac,float:xc,double:kc},Mo={exceptions:"propagate"},Mn=null,Jn=[];b.dispose=function(t){Jn.forEach(t.deleteGlobalRef,t),Jn=[]};function Ge(t){return Jn.push(t),t}function Wt(t){return Mn===null&&(Mn=t.handle.readPointer()),Mn}function T(t,e,n,r){let o=null;return function(){o===null&&(o=new NativeFunction(Wt(this).add(t*Zt).readPointer(),e,n,Mo));let i=[o];return i=i.concat.apply(i,arguments),r.apply(this,i)}}b.prototype.getVersion=T(4,"int32",["pointer"],function(t){return t(this.handle)});b.prototype.findClass=T(6,"pointer",["pointer","pointer"],function(t,e){let n=t(this.handle,Memory.allocUtf8String(e));return this.throwIfExceptionPending(),n});b.prototype.throwIfExceptionPending=function(){let t=this.exceptionOccurred();if(t.isNull())return;this.exceptionClear();let e=this.newGlobalRef(t);this.deleteLocalRef(t);let n=this.vaMethod("pointer",[])(this.handle,e,this.javaLangObject().toString),r=this.stringFromJni(n);this.deleteLocalRef(n);let o=new Error(r);throw o.$h=e,Script.bindWeak(o,Rc(this.vm,e)),o};function Rc(t,e){return function(){t.perform(n=>{n.deleteGlobalRef(e)})}}b.prototype.fromReflectedMethod=T(7,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.fromReflectedField=T(8,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.toReflectedMethod=T(9,"pointer",["pointer","pointer","pointer","uint8"],function(t,e,n,r){return t(this.handle,e,n,r)});b.prototype.getSuperclass=T(10,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.isAssignableFrom=T(11,"uint8",["pointer","pointer","pointer"],function(t,e,n){return!!t(this.handle,e,n)});b.prototype.toReflectedField=T(12,"pointer",["pointer","pointer","pointer","uint8"],function(t,e,n,r){return t(this.handle,e,n,r)});b.prototype.throw=T(13,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.exceptionOccurred=T(15,"pointer",["pointer"],function(t){return t(this.handle)});b.prototype.exceptionDescribe=T(16,"void",["pointer"],function(t){t(this.handle)});b.prototype.exceptionClear=T(17,"void",["pointer"],function(t){t(this.handle)});b.prototype.pushLocalFrame=T(19,"int32",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.popLocalFrame=T(20,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.newGlobalRef=T(21,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.deleteGlobalRef=T(22,"void",["pointer","pointer"],function(t,e){t(this.handle,e)});b.prototype.deleteLocalRef=T(23,"void",["pointer","pointer"],function(t,e){t(this.handle,e)});b.prototype.isSameObject=T(24,"uint8",["pointer","pointer","pointer"],function(t,e,n){return!!t(this.handle,e,n)});b.prototype.newLocalRef=T(25,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.allocObject=T(27,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.getObjectClass=T(31,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.isInstanceOf=T(32,"uint8",["pointer","pointer","pointer"],function(t,e,n){return!!t(this.handle,e,n)});b.prototype.getMethodId=T(33,"pointer",["pointer","pointer","pointer","pointer"],function(t,e,n,r){return t(this.handle,e,Memory.allocUtf8String(n),Memory.allocUtf8String(r))});b.prototype.getFieldId=T(94,"pointer",["pointer","pointer","pointer","pointer"],function(t,e,n,r){return t(this.handle,e,Memory.allocUtf8String(n),Memory.allocUtf8String(r))});b.prototype.getIntField=T(100,"int32",["pointer","pointer","pointer"],function(t,e,n){return t(this.handle,e,n)});b.prototype.getStaticMethodId=T(113,"pointer",["pointer","pointer","pointer","pointer"],function(t,e,n,r){return t(this.handle,e,Memory.allocUtf8String(n),Memory.allocUtf8String(r))});b.prototype.getStaticFieldId=T(144,"pointer",["pointer","pointer","pointer","pointer"],function(t,e,n,r){return t(this.handle,e,Memory.allocUtf8String(n),Memory.allocUtf8String(r))});b.prototype.getStaticIntField=T(150,"int32",["pointer","pointer","pointer"],function(t,e,n){return t(this.handle,e,n)});b.prototype.getStringLength=T(164,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.getStringChars=T(165,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.releaseStringChars=T(166,"void",["pointer","pointer","pointer"],function(t,e,n){t(this.handle,e,n)});b.prototype.newStringUtf=T(167,"pointer",["pointer","pointer"],function(t,e){let n=Memory.allocUtf8String(e);return t(this.handle,n)});b.prototype.getStringUtfChars=T(169,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.releaseStringUtfChars=T(170,"void",["pointer","pointer","pointer"],function(t,e,n){t(this.handle,e,n)});b.prototype.getArrayLength=T(171,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.newObjectArray=T(172,"pointer",["pointer","int32","pointer","pointer"],function(t,e,n,r){return t(this.handle,e,n,r)});b.prototype.getObjectArrayElement=T(173,"pointer",["pointer","pointer","int32"],function(t,e,n){return t(this.handle,e,n)});b.prototype.setObjectArrayElement=T(174,"void",["pointer","pointer","int32","pointer"],function(t,e,n,r){t(this.handle,e,n,r)});b.prototype.newBooleanArray=T(175,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.newByteArray=T(176,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.newCharArray=T(177,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.newShortArray=T(178,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.newIntArray=T(179,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.newLongArray=T(180,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.newFloatArray=T(181,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.newDoubleArray=T(182,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});b.prototype.getBooleanArrayElements=T(183,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.getByteArrayElements=T(184,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.getCharArrayElements=T(185,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.getShortArrayElements=T(186,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.getIntArrayElements=T(187,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.getLongArrayElements=T(188,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.getFloatArrayElements=T(189,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.getDoubleArrayElements=T(190,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});b.prototype.releaseBooleanArrayElements=T(191,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,De)});b.prototype.releaseByteArrayElements=T(192,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,De)});b.prototype.releaseCharArrayElements=T(193,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,De)});b.prototype.releaseShortArrayElements=T(194,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,De)});b.prototype.releaseIntArrayElements=T(195,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,De)});b.prototype.releaseLongArrayElements=T(196,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,De)});b.prototype.releaseFloatArrayElements=T(197,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,De)});b.prototype.releaseDoubleArrayElements=T(198,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,De)});b.prototype.getByteArrayRegion=T(200,"void",["pointer","pointer","int","int","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.setBooleanArrayRegion=T(207,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.setByteArrayRegion=T(208,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.setCharArrayRegion=T(209,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.setShortArrayRegion=T(210,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.setIntArrayRegion=T(211,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.setLongArrayRegion=T(212,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.setFloatArrayRegion=T(213,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.setDoubleArrayRegion=T(214,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});b.prototype.registerNatives=T(215,"int32",["pointer","pointer","pointer","int32"],function(t,e,n,r){return t(this.handle,e,n,r)});b.prototype.monitorEnter=T(217,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.monitorExit=T(218,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.getDirectBufferAddress=T(230,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});b.prototype.getObjectRefType=T(232,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});var No=new Map;function qt(t,e,n,r){return $n(this,"p",Dc,t,e,n,r)}function Gn(t,e,n,r){return $n(this,"v",Uc,t,e,n,r)}function Fc(t,e,n,r){return $n(this,"n",Vc,t,e,n,r)}function $n(t,e,n,r,o,i,s){if(s!==void 0)return n(t,r,o,i,s);let c=[r,e,o].concat(i).join("|"),a=No.get(c);return a===void 0&&(a=n(t,r,o,i,Mo),No.set(c,a)),a}function Dc(t,e,n,r,o){return new NativeFunction(Wt(t).add(e*Zt).readPointer(),n,["pointer","pointer","pointer"].concat(r),o)}function Uc(t,e,n,r,o){return new NativeFunction(Wt(t).add(e*Zt).readPointer(),n,["pointer","pointer","pointer","..."].concat(r),o)}function Vc(t,e,n,r,o){return new NativeFunction(Wt(t).add(e*Zt).readPointer(),n,["pointer","pointer","pointer","pointer","..."].concat(r),o)}b.prototype.constructor=function(t,e){return Gn.call(this,_a,"pointer",t,e)};b.prototype.vaMethod=function(t,e,n){let r=Tc[t];if(r===void 0)throw new Error("Unsupported type: "+t);return Gn.call(this,r,t,e,n)};b.prototype.nonvirtualVaMethod=function(t,e,n){let r=Lc[t];if(r===void 0)throw new Error("Unsupported type: "+t);return Fc.call(this,r,t,e,n)};b.prototype.staticVaMethod=function(t,e,n){let r=Nc[t];if(r===void 0)throw new Error("Unsupported type: "+t);return Gn.call(this,r,t,e,n)};b.prototype.getField=function(t){let e=Mc[t];if(e===void 0)throw new Error("Unsupported type: "+t);return qt.call(this,e,t,[])};b.prototype.getStaticField=function(t){let e=Oc[t];if(e===void 0)throw new Error("Unsupported type: "+t);return qt.call(this,e,t,[])};b.prototype.setField=function(t){let e=jc[t];if(e===void 0)throw new Error("Unsupported type: "+t);return qt.call(this,e,"void",[t])};b.prototype.setStaticField=function(t){let e=Pc[t];if(e===void 0)throw new Error("Unsupported type: "+t);return qt.call(this,e,"void",[t])};var jn=null;b.prototype.javaLangClass=function(){if(jn===null){let t=this.findClass("java/lang/Class");try{let e=this.getMethodId.bind(this,t);jn={handle:Ge(this.newGlobalRef(t)),getName:e("getName","()Ljava/lang/String;"),getSimpleName:e("getSimpleName","()Ljava/lang/String;"),getGenericSuperclass:e("getGenericSuperclass","()Ljava/lang/reflect/Type;"),getDeclaredConstructors:e("getDeclaredConstructors","()[Ljava/lang/reflect/Constructor;"),getDeclaredMethods:e("getDeclaredMethods","()[Ljava/lang/reflect/Method;"),getDeclaredFields:e("getDeclaredFields","()[Ljava/lang/reflect/Field;"),isArray:e("isArray","()Z"),isPrimitive:e("isPrimitive","()Z"),isInterface:e("isInterface","()Z"),getComponentType:e("getComponentType","()Ljava/lang/Class;")}}finally{this.deleteLocalRef(t)}}return jn};var On=null;b.prototype.javaLangObject=function(){if(On===null){let t=this.findClass("java/lang/Object");try{let e=this.getMethodId.bind(this,t);On={handle:Ge(this.newGlobalRef(t)),toString:e("toString","()Ljava/lang/String;"),getClass:e("getClass","()Ljava/lang/Class;")}}finally{this.deleteLocalRef(t)}}return On};var Pn=null;b.prototype.javaLangReflectConstructor=function(){if(Pn===null){let t=this.findClass("java/lang/reflect/Constructor");try{Pn={getGenericParameterTypes:this.getMethodId(t,"getGenericParameterTypes","()[Ljava/lang/reflect/Type;")}}finally{this.deleteLocalRef(t)}}return Pn};var Rn=null;b.prototype.javaLangReflectMethod=function(){if(Rn===null){let t=this.findClass("java/lang/reflect/Method");try{let e=this.getMethodId.bind(this,t);Rn={getName:e("getName","()Ljava/lang/String;"),getGenericParameterTypes:e("getGenericParameterTypes","()[Ljava/lang/reflect/Type;"),getParameterTypes:e("getParameterTypes","()[Ljava/lang/Class;"),getGenericReturnType:e("getGenericReturnType","()Ljava/lang/reflect/Type;"),getGenericExceptionTypes:e("getGenericExceptionTypes","()[Ljava/lang/reflect/Type;"),getModifiers:e("getModifiers","()I"),isVarArgs:e("isVarArgs","()Z")}}finally{this.deleteLocalRef(t)}}return Rn};var Fn=null;b.prototype.javaLangReflectField=function(){if(Fn===null){let t=this.findClass("java/lang/reflect/Field");try{let e=this.getMethodId.bind(this,t);Fn={getName:e("getName","()Ljava/lang/String;"),getType:e("getType","()Ljava/lang/Class;"),getGenericType:e("getGenericType","()Ljava/lang/reflect/Type;"),getModifiers:e("getModifiers","()I"),toString:e("toString","()Ljava/lang/String;")}}finally{this.deleteLocalRef(t)}}return Fn};var Dn=null;b.prototype.javaLangReflectTypeVariable=function(){if(Dn===null){let t=this.findClass("java/lang/reflect/TypeVariable");try{let e=this.getMethodId.bind(this,t);Dn={handle:Ge(this.newGlobalRef(t)),getName:e("getName","()Ljava/lang/String;"),getBounds:e("getBounds","()[Ljava/lang/reflect/Type;"),getGenericDeclaration:e("getGenericDeclaration","()Ljava/lang/reflect/GenericDeclaration;")}}finally{this.deleteLocalRef(t)}}return Dn};var Un=null;b.prototype.javaLangReflectWildcardType=function(){if(Un===null){let t=this.findClass("java/lang/reflect/WildcardType");try{let e=this.getMethodId.bind(this,t);Un={handle:Ge(this.newGlobalRef(t)),getLowerBounds:e("getLowerBounds","()[Ljava/lang/reflect/Type;"),getUpperBounds:e("getUpperBounds","()[Ljava/lang/reflect/Type;")}}finally{this.deleteLocalRef(t)}}return Un};var Vn=null;b.prototype.javaLangReflectGenericArrayType=function(){if(Vn===null){let t=this.findClass("java/lang/reflect/GenericArrayType");try{Vn={handle:Ge(this.newGlobalRef(t)),getGenericComponentType:this.getMethodId(t,"getGenericComponentType","()Ljava/lang/reflect/Type;")}}finally{this.deleteLocalRef(t)}}return Vn};var Bn=null;b.prototype.javaLangReflectParameterizedType=function(){if(Bn===null){let t=this.findClass("java/lang/reflect/ParameterizedType");try{let e=this.getMethodId.bind(this,t);Bn={handle:Ge(this.newGlobalRef(t)),getActualTypeArguments:e("getActualTypeArguments","()[Ljava/lang/reflect/Type;"),getRawType:e("getRawType","()Ljava/lang/reflect/Type;"),getOwnerType:e("getOwnerType","()Ljava/lang/reflect/Type;")}}finally{this.deleteLocalRef(t)}}return Bn};var zn=null;b.prototype.javaLangString=function(){if(zn===null){let t=this.findClass("java/lang/String");try{zn={handle:Ge(this.newGlobalRef(t))}}finally{this.deleteLocalRef(t)}}return zn};b.prototype.getClassName=function(t){let e=this.vaMethod("pointer",[])(this.handle,t,this.javaLangClass().getName);try{return this.stringFromJni(e)}finally{this.deleteLocalRef(e)}};b.prototype.getObjectClassName=function(t){let e=this.getObjectClass(t);try{return this.getClassName(e)}finally{this.deleteLocalRef(e)}};b.prototype.getActualTypeArgument=function(t){let e=this.vaMethod("pointer",[])(this.handle,t,this.javaLangReflectParameterizedType().getActualTypeArguments);if(this.throwIfExceptionPending(),!e.isNull())try{return this.getTypeNameFromFirstTypeElement(e)}finally{this.deleteLocalRef(e)}};b.prototype.getTypeNameFromFirstTypeElement=function(t){if(this.getArrayLength(t)>0){let n=this.getObjectArrayElement(t,0);try{return this.getTypeName(n)}finally{this.deleteLocalRef(n)}}else return"java.lang.Object"};b.prototype.getTypeName=function(t,e){let n=this.vaMethod("pointer",[]);if(this.isInstanceOf(t,this.javaLangClass().handle))return this.getClassName(t);if(this.isInstanceOf(t,this.javaLangReflectGenericArrayType().handle))return this.getArrayTypeName(t);if(this.isInstanceOf(t,this.javaLangReflectParameterizedType().handle)){let r=n(this.handle,t,this.javaLangReflectParameterizedType().getRawType);this.throwIfExceptionPending();let o;try{o=this.getTypeName(r)}finally{this.deleteLocalRef(r)}return e&&(o+="<"+this.getActualTypeArgument(t)+">"),o}else return this.isInstanceOf(t,this.javaLangReflectTypeVariable().handle)||this.isInstanceOf(t,this.javaLangReflectWildcardType().handle),"java.lang.Object"};b.prototype.getArrayTypeName=function(t){let e=this.vaMethod("pointer",[]);if(this.isInstanceOf(t,this.javaLangClass().handle))return this.getClassName(t);if(this.isInstanceOf(t,this.javaLangReflectGenericArrayType().handle)){let n=e(this.handle,t,this.javaLangReflectGenericArrayType().getGenericComponentType);this.throwIfExceptionPending();try{return"[L"+this.getTypeName(n)+";"}finally{this.deleteLocalRef(n)}}else return"[Ljava.lang.Object;"};b.prototype.stringFromJni=function(t){let e=this.getStringChars(t);if(e.isNull())throw new Error("Unable to access string");try{let n=this.getStringLength(t);return e.readUtf16String(n)}finally{this.releaseStringChars(t,e)}};var jo=65542,tt=Process.pointerSize,Hn=Process.getCurrentThreadId(),$e=new Map,_t=new Map;function Te(t){let e=t.vm,n=null,r=null,o=null;function i(){let c=e.readPointer(),a={exceptions:"propagate"};n=new NativeFunction(c.add(4*tt).readPointer(),"int32",["pointer","pointer","pointer"],a),r=new NativeFunction(c.add(5*tt).readPointer(),"int32",["pointer"],a),o=new NativeFunction(c.add(6*tt).readPointer(),"int32",["pointer","pointer","int32"],a)}this.handle=e,this.perform=function(c){let a=Process.getCurrentThreadId(),l=s(a);if(l!==null)return c(l);let d=this._tryGetEnv(),f=d!==null;f||(d=this.attachCurrentThread(),$e.set(a,!0)),this.link(a,d);try{return c(d)}finally{let p=a===Hn;if(p||this.unlink(a),!f&&!p){let u=$e.get(a);$e.delete(a),u&&this.detachCurrentThread()}}},this.attachCurrentThread=function(){let c=Memory.alloc(tt);return ue("VM::AttachCurrentThread",n(e,c,NULL)),new b(c.readPointer(),this)},this.detachCurrentThread=function(){ue("VM::DetachCurrentThread",r(e))},this.preventDetachDueToClassLoader=function(){let c=Process.getCurrentThreadId();$e.has(c)&&$e.set(c,!1)},this.getEnv=function(){let c=s(Process.getCurrentThreadId());if(c!==null)return c;let a=Memory.alloc(tt),l=o(e,a,jo);if(l===-2)throw new Error("Current thread is not attached to the Java VM; please move this code inside a Java.perform() callback");return ue("VM::GetEnv",l),new b(a.readPointer(),this)},this.tryGetEnv=function(){let c=s(Process.getCurrentThreadId());return c!==null?c:this._tryGetEnv()},this._tryGetEnv=function(){let c=this.tryGetEnvHandle(jo);return c===null?null:new b(c,this)},this.tryGetEnvHandle=function(c){let a=Memory.alloc(tt);return o(e,a,c)!==0?null:a.readPointer()},this.makeHandleDestructor=function(c){return()=>{this.perform(a=>{a.deleteGlobalRef(c)})}},this.link=function(c,a){let l=_t.get(c);l===void 0?_t.set(c,[a,1]):l[1]++},this.unlink=function(c){let a=_t.get(c);a[1]===1?_t.delete(c):a[1]--};function s(c){let a=_t.get(c);return a===void 0?null:a[0]}i.call(this)}Te.dispose=function(t){$e.get(Hn)===!0&&($e.delete(Hn),t.detachCurrentThread())};var Bc=4,E=Process.pointerSize,{readU32:zc,readPointer:Jc,writeU32:Gc,writePointer:$c}=NativePointer.prototype,Hc=1,Zc=8,Wc=16,Yt=256,qc=524288,Kc=2097152,Ko=1073741824,Qc=524288,Xc=134217728,Oo=1048576,Yc=2097152,el=268435456,tl=268435456,nl=0,rr=3,or=5,hr=ptr(1).not(),rl=2147467263,ol=4294963200,an=17*E,il=18*E,Qo=12,sl=112,al=116,cl=0,Wn=56,Po=4,ll=8,dl=10,ul=12,fl=14,pl=28,hl=36,ml=0,_l=1,gl=2,yl=3,bl=4,vl=5,El=6,Sl=7,Ro=2147483648,wl=28,vt=3*E,Il=3*E,Cl=1,Al=1,Xo=de(Fl),xl=de(Kl),be=de(Xl),rt=de(Yl),kl=de(ed),Tl=de(ld),wt=de(od),Yo=de(id),ne=de(sd),mr=de(ad),Ll=de(pd),Nl=Process.arch==="ia32"?Yd:Xd,Q={exceptions:"propagate"},gt={},qn=null,Kn=null,ei=null,ie=null,_r=[],en=new Map,ti=[],Qn=null,Fo=0,Do=!1,Uo=!1,yt=null,Ml=[],Xn=null,Kt=null;function G(){return qn===null&&(qn=jl()),qn}function jl(){let t=Process.enumerateModules().filter(u=>/^lib(art|dvm).so$/.test(u.name)).filter(u=>!/\/system\/fake-libs/.test(u.path));if(t.length===0)return null;let e=t[0],n=e.name.indexOf("art")!==-1?"art":"dalvik",r=n==="art",o={module:e,find(u){let{module:m}=this,h=m.findExportByName(u);return h===null&&(h=m.findSymbolByName(u)),h},flavor:n,addLocalReference:null};o.isApiLevel34OrApexEquivalent=r&&(o.find("_ZN3art7AppInfo29GetPrimaryApkReferenceProfileEv")!==null||o.find("_ZN3art6Thread15RunFlipFunctionEPS0_")!==null);let i=r?{functions:{JNI_GetCreatedJavaVMs:["JNI_GetCreatedJavaVMs","int",["pointer","int","pointer"]],artInterpreterToCompiledCodeBridge:function(u){this.artInterpreterToCompiledCodeBridge=u},_ZN3art9JavaVMExt12AddGlobalRefEPNS_6ThreadENS_6ObjPtrINS_6mirror6ObjectEEE:["art::JavaVMExt::AddGlobalRef","pointer",["pointer","pointer","pointer"]],_ZN3art9JavaVMExt12AddGlobalRefEPNS_6ThreadEPNS_6mirror6ObjectE:["art::JavaVMExt::AddGlobalRef","pointer",["pointer","pointer","pointer"]],_ZN3art17ReaderWriterMutex13ExclusiveLockEPNS_6ThreadE:["art::ReaderWriterMutex::ExclusiveLock","void",["pointer","pointer"]],_ZN3art17ReaderWriterMutex15ExclusiveUnlockEPNS_6ThreadE:["art::ReaderWriterMutex::ExclusiveUnlock","void",["pointer","pointer"]],_ZN3art22IndirectReferenceTable3AddEjPNS_6mirror6ObjectE:function(u){this["art::IndirectReferenceTable::Add"]=new NativeFunction(u,"pointer",["pointer","uint","pointer"],Q)},_ZN3art22IndirectReferenceTable3AddENS_15IRTSegmentStateENS_6ObjPtrINS_6mirror6ObjectEEE:function(u){this["art::IndirectReferenceTable::Add"]=new NativeFunction(u,"pointer",["pointer","uint","pointer"],Q)},_ZN3art9JavaVMExt12DecodeGlobalEPv:function(u){let m;ne()>=26?m=Nl(u,["pointer","pointer"]):m=new NativeFunction(u,"pointer",["pointer","pointer"],Q),this["art::JavaVMExt::DecodeGlobal"]=function(h,_,g){return m(h,g)}},_ZN3art9JavaVMExt12DecodeGlobalEPNS_6ThreadEPv:["art::JavaVMExt::DecodeGlobal","pointer",["pointer","pointer","pointer"]],_ZNK3art6Thread19DecodeGlobalJObjectEP8_jobject:["art::Thread::DecodeJObject","pointer",["pointer","pointer"]],_ZNK3art6Thread13DecodeJObjectEP8_jobject:["art::Thread::DecodeJObject","pointer",["pointer","pointer"]],_ZN3art10ThreadList10SuspendAllEPKcb:["art::ThreadList::SuspendAll","void",["pointer","pointer","bool"]],_ZN3art10ThreadList10SuspendAllEv:function(u){let m=new NativeFunction(u,"void",["pointer"],Q);this["art::ThreadList::SuspendAll"]=function(h,_,g){return m(h)}},_ZN3art10ThreadList9ResumeAllEv:["art::ThreadList::ResumeAll","void",["pointer"]],_ZN3art11ClassLinker12VisitClassesEPNS_12ClassVisitorE:["art::ClassLinker::VisitClasses","void",["pointer","pointer"]],_ZN3art11ClassLinker12VisitClassesEPFbPNS_6mirror5ClassEPvES4_:function(u){let m=new NativeFunction(u,"void",["pointer","pointer","pointer"],Q);this["art::ClassLinker::VisitClasses"]=function(h,_){m(h,_,NULL)}},_ZNK3art11ClassLinker17VisitClassLoadersEPNS_18ClassLoaderVisitorE:["art::ClassLinker::VisitClassLoaders","void",["pointer","pointer"]],_ZN3art2gc4Heap12VisitObjectsEPFvPNS_6mirror6ObjectEPvES5_:["art::gc::Heap::VisitObjects","void",["pointer","pointer","pointer"]],_ZN3art2gc4Heap12GetInstancesERNS_24VariableSizedHandleScopeENS_6HandleINS_6mirror5ClassEEEiRNSt3__16vectorINS4_INS5_6ObjectEEENS8_9allocatorISB_EEEE:["art::gc::Heap::GetInstances","void",["pointer","pointer","pointer","int","pointer"]],_ZN3art2gc4Heap12GetInstancesERNS_24VariableSizedHandleScopeENS_6HandleINS_6mirror5ClassEEEbiRNSt3__16vectorINS4_INS5_6ObjectEEENS8_9allocatorISB_EEEE:function(u){let m=new NativeFunction(u,"void",["pointer","pointer","pointer","bool","int","pointer"],Q);this["art::gc::Heap::GetInstances"]=function(h,_,g,v,C){m(h,_,g,0,v,C)}},_ZN3art12StackVisitorC2EPNS_6ThreadEPNS_7ContextENS0_13StackWalkKindEjb:["art::StackVisitor::StackVisitor","void",["pointer","pointer","pointer","uint","uint","bool"]],_ZN3art12StackVisitorC2EPNS_6ThreadEPNS_7ContextENS0_13StackWalkKindEmb:["art::StackVisitor::StackVisitor","void",["pointer","pointer","pointer","uint","size_t","bool"]],_ZN3art12StackVisitor9WalkStackILNS0_16CountTransitionsE0EEEvb:["art::StackVisitor::WalkStack","void",["pointer","bool"]],_ZNK3art12StackVisitor9GetMethodEv:["art::StackVisitor::GetMethod","pointer",["pointer"]],_ZNK3art12StackVisitor16DescribeLocationEv:function(u){this["art::StackVisitor::DescribeLocation"]=Xt(u,["pointer"])},_ZNK3art12StackVisitor24GetCurrentQuickFrameInfoEv:function(u){this["art::StackVisitor::GetCurrentQuickFrameInfo"]=fd(u)},_ZN3art7Context6CreateEv:["art::Context::Create","pointer",[]],_ZN3art6Thread18GetLongJumpContextEv:["art::Thread::GetLongJumpContext","pointer",["pointer"]],_ZN3art6mirror5Class13GetDescriptorEPNSt3__112basic_stringIcNS2_11char_traitsIcEENS2_9allocatorIcEEEE:function(u){this["art::mirror::Class::GetDescriptor"]=u},_ZN3art6mirror5Class11GetLocationEv:function(u){this["art::mirror::Class::GetLocation"]=Xt(u,["pointer"])},_ZN3art9ArtMethod12PrettyMethodEb:function(u){this["art::ArtMethod::PrettyMethod"]=Xt(u,["pointer","bool"])},_ZN3art12PrettyMethodEPNS_9ArtMethodEb:function(u){this["art::ArtMethod::PrettyMethodNullSafe"]=Xt(u,["pointer","bool"])},_ZN3art6Thread14CurrentFromGdbEv:["art::Thread::CurrentFromGdb","pointer",[]],_ZN3art6mirror6Object5CloneEPNS_6ThreadE:function(u){this["art::mirror::Object::Clone"]=new NativeFunction(u,"pointer",["pointer","pointer"],Q)},_ZN3art6mirror6Object5CloneEPNS_6ThreadEm:function(u){let m=new NativeFunction(u,"pointer",["pointer","pointer","pointer"],Q);this["art::mirror::Object::Clone"]=function(h,_){let g=NULL;return m(h,_,g)}},_ZN3art6mirror6Object5CloneEPNS_6ThreadEj:function(u){let m=new NativeFunction(u,"pointer",["pointer","pointer","uint"],Q);this["art::mirror::Object::Clone"]=function(h,_){return m(h,_,0)}},_ZN3art3Dbg14SetJdwpAllowedEb:["art::Dbg::SetJdwpAllowed","void",["bool"]],_ZN3art3Dbg13ConfigureJdwpERKNS_4JDWP11JdwpOptionsE:["art::Dbg::ConfigureJdwp","void",["pointer"]],_ZN3art31InternalDebuggerControlCallback13StartDebuggerEv:["art::InternalDebuggerControlCallback::StartDebugger","void",["pointer"]],_ZN3art3Dbg9StartJdwpEv:["art::Dbg::StartJdwp","void",[]],_ZN3art3Dbg8GoActiveEv:["art::Dbg::GoActive","void",[]],_ZN3art3Dbg21RequestDeoptimizationERKNS_21DeoptimizationRequestE:["art::Dbg::RequestDeoptimization","void",["pointer"]],_ZN3art3Dbg20ManageDeoptimizationEv:["art::Dbg::ManageDeoptimization","void",[]],_ZN3art15instrumentation15Instrumentation20EnableDeoptimizationEv:["art::Instrumentation::EnableDeoptimization","void",["pointer"]],_ZN3art15instrumentation15Instrumentation20DeoptimizeEverythingEPKc:["art::Instrumentation::DeoptimizeEverything","void",["pointer","pointer"]],_ZN3art15instrumentation15Instrumentation20DeoptimizeEverythingEv:function(u){let m=new NativeFunction(u,"void",["pointer"],Q);this["art::Instrumentation::DeoptimizeEverything"]=function(h,_){m(h)}},_ZN3art7Runtime19DeoptimizeBootImageEv:["art::Runtime::DeoptimizeBootImage","void",["pointer"]],_ZN3art15instrumentation15Instrumentation10DeoptimizeEPNS_9ArtMethodE:["art::Instrumentation::Deoptimize","void",["pointer","pointer"]],_ZN3art3jni12JniIdManager14DecodeMethodIdEP10_jmethodID:["art::jni::JniIdManager::DecodeMethodId","pointer",["pointer","pointer"]],_ZN3art3jni12JniIdManager13DecodeFieldIdEP9_jfieldID:["art::jni::JniIdManager::DecodeFieldId","pointer",["pointer","pointer"]],_ZN3art11interpreter18GetNterpEntryPointEv:["art::interpreter::GetNterpEntryPoint","pointer",[]],_ZN3art7Monitor17TranslateLocationEPNS_9ArtMethodEjPPKcPi:["art::Monitor::TranslateLocation","void",["pointer","uint32","pointer","pointer"]]},variables:{_ZN3art3Dbg9gRegistryE:function(u){this.isJdwpStarted=()=>!u.readPointer().isNull()},_ZN3art3Dbg15gDebuggerActiveE:function(u){this.isDebuggerActive=()=>!!u.readU8()}},optionals:new Set(["artInterpreterToCompiledCodeBridge","_ZN3art9JavaVMExt12AddGlobalRefEPNS_6ThreadENS_6ObjPtrINS_6mirror6ObjectEEE","_ZN3art9JavaVMExt12AddGlobalRefEPNS_6ThreadEPNS_6mirror6ObjectE","_ZN3art9JavaVMExt12DecodeGlobalEPv","_ZN3art9JavaVMExt12DecodeGlobalEPNS_6ThreadEPv","_ZNK3art6Thread19DecodeGlobalJObjectEP8_jobject","_ZNK3art6Thread13DecodeJObjectEP8_jobject","_ZN3art10ThreadList10SuspendAllEPKcb","_ZN3art10ThreadList10SuspendAllEv","_ZN3art11ClassLinker12VisitClassesEPNS_12ClassVisitorE","_ZN3art11ClassLinker12VisitClassesEPFbPNS_6mirror5ClassEPvES4_","_ZNK3art11ClassLinker17VisitClassLoadersEPNS_18ClassLoaderVisitorE","_ZN3art6mirror6Object5CloneEPNS_6ThreadE","_ZN3art6mirror6Object5CloneEPNS_6ThreadEm","_ZN3art6mirror6Object5CloneEPNS_6ThreadEj","_ZN3art22IndirectReferenceTable3AddEjPNS_6mirror6ObjectE","_ZN3art22IndirectReferenceTable3AddENS_15IRTSegmentStateENS_6ObjPtrINS_6mirror6ObjectEEE","_ZN3art2gc4Heap12VisitObjectsEPFvPNS_6mirror6ObjectEPvES5_","_ZN3art2gc4Heap12GetInstancesERNS_24VariableSizedHandleScopeENS_6HandleINS_6mirror5ClassEEEiRNSt3__16vectorINS4_INS5_6ObjectEEENS8_9allocatorISB_EEEE","_ZN3art2gc4Heap12GetInstancesERNS_24VariableSizedHandleScopeENS_6HandleINS_6mirror5ClassEEEbiRNSt3__16vectorINS4_INS5_6ObjectEEENS8_9allocatorISB_EEEE","_ZN3art12StackVisitorC2EPNS_6ThreadEPNS_7ContextENS0_13StackWalkKindEjb","_ZN3art12StackVisitorC2EPNS_6ThreadEPNS_7ContextENS0_13StackWalkKindEmb","_ZN3art12StackVisitor9WalkStackILNS0_16CountTransitionsE0EEEvb","_ZNK3art12StackVisitor9GetMethodEv","_ZNK3art12StackVisitor16DescribeLocationEv","_ZNK3art12StackVisitor24GetCurrentQuickFrameInfoEv","_ZN3art7Context6CreateEv","_ZN3art6Thread18GetLongJumpContextEv","_ZN3art6mirror5Class13GetDescriptorEPNSt3__112basic_stringIcNS2_11char_traitsIcEENS2_9allocatorIcEEEE","_ZN3art6mirror5Class11GetLocationEv","_ZN3art9ArtMethod12PrettyMethodEb","_ZN3art12PrettyMethodEPNS_9ArtMethodEb","_ZN3art3Dbg13ConfigureJdwpERKNS_4JDWP11JdwpOptionsE","_ZN3art31InternalDebuggerControlCallback13StartDebuggerEv","_ZN3art3Dbg15gDebuggerActiveE","_ZN3art15instrumentation15Instrumentation20EnableDeoptimizationEv","_ZN3art15instrumentation15Instrumentation20DeoptimizeEverythingEPKc","_ZN3art15instrumentation15Instrumentation20DeoptimizeEverythingEv","_ZN3art7Runtime19DeoptimizeBootImageEv","_ZN3art15instrumentation15Instrumentation10DeoptimizeEPNS_9ArtMethodE","_ZN3art3Dbg9StartJdwpEv","_ZN3art3Dbg8GoActiveEv","_ZN3art3Dbg21RequestDeoptimizationERKNS_21DeoptimizationRequestE","_ZN3art3Dbg20ManageDeoptimizationEv","_ZN3art3Dbg9gRegistryE","_ZN3art3jni12JniIdManager14DecodeMethodIdEP10_jmethodID","_ZN3art3jni12JniIdManager13DecodeFieldIdEP9_jfieldID","_ZN3art11interpreter18GetNterpEntryPointEv","_ZN3art7Monitor17TranslateLocationEPNS_9ArtMethodEjPPKcPi"])}:{functions:{_Z20dvmDecodeIndirectRefP6ThreadP8_jobject:["dvmDecodeIndirectRef","pointer",["pointer","pointer"]],_Z15dvmUseJNIBridgeP6MethodPv:["dvmUseJNIBridge","void",["pointer","pointer"]],_Z20dvmHeapSourceGetBasev:["dvmHeapSourceGetBase","pointer",[]],_Z21dvmHeapSourceGetLimitv:["dvmHeapSourceGetLimit","pointer",[]],_Z16dvmIsValidObjectPK6Object:["dvmIsValidObject","uint8",["pointer"]],JNI_GetCreatedJavaVMs:["JNI_GetCreatedJavaVMs","int",["pointer","int","pointer"]]},variables:{gDvmJni:function(u){this.gDvmJni=u},gDvm:function(u){this.gDvm=u}}},{functions:s={},variables:c={},optionals:a=new Set}=i,l=[];for(let[u,m]of Object.entries(s)){let h=o.find(u);h!==null?typeof m=="function"?m.call(o,h):o[m[0]]=new NativeFunction(h,m[1],m[2],Q):a.has(u)||l.push(u)}for(let[u,m]of Object.entries(c)){let h=o.find(u);h!==null?m.call(o,h):a.has(u)||l.push(u)}if(l.length>0)throw new Error("Java API only partially available; please file a bug. Missing: "+l.join(", "));let d=Memory.alloc(E),f=Memory.alloc(Bc);if(ue("JNI_GetCreatedJavaVMs",o.JNI_GetCreatedJavaVMs(d,1,f)),f.readInt()===0)return null;if(o.vm=d.readPointer(),r){let u=ne(),m;u>=27?m=33554432:u>=24?m=16777216:m=0,o.kAccCompileDontBother=m;let h=o.vm.add(E).readPointer();o.artRuntime=h;let _=Xo(o),g=_.offset,v=g.instrumentation;o.artInstrumentation=v!==null?h.add(v):null,mr()>=36e7&&o.artInstrumentation!=null&&(o.artInstrumentation=o.artInstrumentation.readPointer()),o.artHeap=h.add(g.heap).readPointer(),o.artThreadList=h.add(g.threadList).readPointer();let x=h.add(g.classLinker).readPointer(),M=Ql(h,_).offset,O=x.add(M.quickResolutionTrampoline).readPointer(),N=x.add(M.quickImtConflictTrampoline).readPointer(),L=x.add(M.quickGenericJniTrampoline).readPointer(),S=x.add(M.quickToInterpreterBridgeTrampoline).readPointer();o.artClassLinker={address:x,quickResolutionTrampoline:O,quickImtConflictTrampoline:N,quickGenericJniTrampoline:L,quickToInterpreterBridgeTrampoline:S};let k=new Te(o);o.artQuickGenericJniTrampoline=Yn(L,k),o.artQuickToInterpreterBridge=Yn(S,k),o.artQuickResolutionTrampoline=Yn(O,k),o["art::JavaVMExt::AddGlobalRef"]===void 0&&(o["art::JavaVMExt::AddGlobalRef"]=Hd(o)),o["art::JavaVMExt::DecodeGlobal"]===void 0&&(o["art::JavaVMExt::DecodeGlobal"]=Zd(o)),o["art::ArtMethod::PrettyMethod"]===void 0&&(o["art::ArtMethod::PrettyMethod"]=o["art::ArtMethod::PrettyMethodNullSafe"]),o["art::interpreter::GetNterpEntryPoint"]!==void 0?o.artNterpEntryPoint=o["art::interpreter::GetNterpEntryPoint"]():o.artNterpEntryPoint=o.find("ExecuteNterpImpl"),ie=_d(o,k),Qd(o);let j=null;Object.defineProperty(o,"jvmti",{get(){return j===null&&(j=[Ol(k,this.artRuntime)]),j[0]}})}let p=e.enumerateImports().filter(u=>u.name.indexOf("_Z")===0).reduce((u,m)=>(u[m.name]=m.address,u),{});return o.$new=new NativeFunction(p._Znwm||p._Znwj,"pointer",["ulong"],Q),o.$delete=new NativeFunction(p._ZdlPv,"void",["pointer"],Q),ei=r?dr:ur,o}function Ol(t,e){let n=null;return t.perform(()=>{let r=G().find("_ZN3art7Runtime18EnsurePluginLoadedEPKcPNSt3__112basic_stringIcNS3_11char_traitsIcEENS3_9allocatorIcEEEE");if(r===null)return;let o=new NativeFunction(r,"bool",["pointer","pointer","pointer"]),i=Memory.alloc(E);if(!o(e,Memory.allocUtf8String("libopenjdkjvmti.so"),i))return;let c=$t.v1_2|1073741824,a=t.tryGetEnvHandle(c);if(a===null)return;n=new je(a,t);let l=Memory.alloc(8);l.writeU64(Ht.canTagObjects),n.addCapabilities(l)!==0&&(n=null)}),n}function Pl(t,e){G().flavor==="art"&&t.getClassName(e)}function Rl(t){return{offset:E===4?{globalsLock:32,globals:72}:{globalsLock:64,globals:112}}}function Fl(t){let e=t.vm,n=t.artRuntime,r=E===4?200:384,o=r+100*E,i=ne(),s=Yo(),{isApiLevel34OrApexEquivalent:c}=t,a=null;for(let d=r;d!==o;d+=E)if(n.add(d).readPointer().equals(e)){let p,u=null;i>=33||s==="Tiramisu"||c?(p=[d-4*E],u=d-E):i>=30||s==="R"?(p=[d-3*E,d-4*E],u=d-E):i>=29?p=[d-2*E]:i>=27?p=[d-vt-3*E]:p=[d-vt-2*E];for(let m of p){let h=m-E,_=h-E,g;c?g=_-9*E:i>=24?g=_-8*E:i>=23?g=_-7*E:g=_-4*E;let v={offset:{heap:g,threadList:_,internTable:h,classLinker:m,jniIdManager:u}};if(ni(n,v)!==null){a=v;break}}break}if(a===null)throw new Error("Unable to determine Runtime field offsets");let l=mr()>=36e7;return a.offset.instrumentation=l?Jl(t):Ul(t),a.offset.jniIdsIndirection=Zl(t),a}var Dl={ia32:Vo,x64:Vo,arm:Vl,arm64:Bl};function Ul(t){let e=t["art::Runtime::DeoptimizeBootImage"];return e===void 0?null:Oe(e,Dl[Process.arch],{limit:30})}function Vo(t){if(t.mnemonic!=="lea")return null;let e=t.operands[1].value.disp;return e<256||e>1024?null:e}function Vl(t){if(t.mnemonic!=="add.w")return null;let e=t.operands;if(e.length!==3)return null;let n=e[2];return n.type!=="imm"?null:n.value}function Bl(t){if(t.mnemonic!=="add")return null;let e=t.operands;if(e.length!==3||e[0].value==="sp"||e[1].value==="sp")return null;let n=e[2];if(n.type!=="imm")return null;let r=n.value.valueOf();return r<256||r>1024?null:r}var zl={ia32:Bo,x64:Bo,arm:Gl,arm64:$l};function Jl(t){let e=t["art::Runtime::DeoptimizeBootImage"];return e===void 0?null:Oe(e,zl[Process.arch],{limit:30})}function Bo(t){if(t.mnemonic!=="mov")return null;let e=t.operands;if(e[0].value!=="rax")return null;let r=e[1];if(r.type!=="mem")return null;let o=r.value;if(o.base!=="rdi")return null;let i=o.disp;return i<256||i>1024?null:i}function Gl(t){return null}function $l(t){if(t.mnemonic!=="ldr")return null;let e=t.operands;if(e[0].value==="x0")return null;let n=e[1].value;if(n.base!=="x0")return null;let r=n.disp;return r<256||r>1024?null:r}var Hl={ia32:zo,x64:zo,arm:Wl,arm64:ql};function Zl(t){let e=t.find("_ZN3art7Runtime12SetJniIdTypeENS_9JniIdTypeE");if(e===null)return null;let n=Oe(e,Hl[Process.arch],{limit:20});if(n===null)throw new Error("Unable to determine Runtime.jni_ids_indirection_ offset");return n}function zo(t){return t.mnemonic==="cmp"?t.operands[0].value.disp:null}function Wl(t){return t.mnemonic==="ldr.w"?t.operands[1].value.disp:null}function ql(t,e){if(e===null)return null;let{mnemonic:n}=t,{mnemonic:r}=e;return n==="cmp"&&r==="ldr"||n==="bl"&&r==="str"?e.operands[1].value.disp:null}function Kl(){let e={"4-21":136,"4-22":136,"4-23":172,"4-24":196,"4-25":196,"4-26":196,"4-27":196,"4-28":212,"4-29":172,"4-30":180,"4-31":180,"8-21":224,"8-22":224,"8-23":296,"8-24":344,"8-25":344,"8-26":352,"8-27":352,"8-28":392,"8-29":328,"8-30":336,"8-31":336}[`${E}-${ne()}`];if(e===void 0)throw new Error("Unable to determine Instrumentation field offsets");return{offset:{forcedInterpretOnly:4,deoptimizationEnabled:e}}}function Ql(t,e){let n=ni(t,e);if(n===null)throw new Error("Unable to determine ClassLinker field offsets");return n}function ni(t,e){if(Kn!==null)return Kn;let{classLinker:n,internTable:r}=e.offset,o=t.add(n).readPointer(),i=t.add(r).readPointer(),s=E===4?100:200,c=s+100*E,a=ne(),l=null;for(let d=s;d!==c;d+=E)if(o.add(d).readPointer().equals(i)){let p;a>=30||Yo()==="R"?p=6:a>=29?p=4:a>=23?p=3:p=5;let u=d+p*E,m;a>=23?m=u-2*E:m=u-3*E,l={offset:{quickResolutionTrampoline:m,quickImtConflictTrampoline:u-E,quickGenericJniTrampoline:u,quickToInterpreterBridgeTrampoline:u+E}};break}return l!==null&&(Kn=l),l}function gr(t){let n=null;return t.perform(r=>{let o=cn(t),i=be(t),s={artArrayLengthSize:4,artArrayEntrySize:o.size,artArrayMax:50},c={artArrayLengthSize:E,artArrayEntrySize:i.size,artArrayMax:100},a=(p,u,m)=>{let h=p.add(u).readPointer();if(h.isNull())return null;let _=m===4?h.readU32():h.readU64().valueOf();return _<=0?null:{length:_,data:h.add(m)}},l=(p,u,m,h)=>{try{let _=a(p,u,h.artArrayLengthSize);if(_===null)return!1;let g=Math.min(_.length,h.artArrayMax);for(let v=0;v!==g;v++)if(_.data.add(v*h.artArrayEntrySize).equals(m))return!0}catch{}return!1},d=r.findClass("java/lang/Thread"),f=r.newGlobalRef(d);try{let p;Ie(t,r,L=>{p=G()["art::JavaVMExt::DecodeGlobal"](t,L,f)});let u=$o(r.getFieldId(f,"name","Ljava/lang/String;")),m=$o(r.getStaticFieldId(f,"MAX_PRIORITY","I")),h=-1,_=-1;for(let L=0;L!==256;L+=4)h===-1&&l(p,L,m,s)&&(h=L),_===-1&&l(p,L,u,s)&&(_=L);if(_===-1||h===-1)throw new Error("Unable to find fields in java/lang/Thread; please file a bug");let g=_!==h?h:0,v=_,C=-1,x=Ir(r.getMethodId(f,"getName","()Ljava/lang/String;"));for(let L=0;L!==256;L+=4)C===-1&&l(p,L,x,c)&&(C=L);if(C===-1)throw new Error("Unable to find methods in java/lang/Thread; please file a bug");let M=-1,N=a(p,C,c.artArrayLengthSize).length;for(let L=C;L!==256;L+=4)if(p.add(L).readU16()===N){M=L;break}if(M===-1)throw new Error("Unable to find copied methods in java/lang/Thread; please file a bug");n={offset:{ifields:v,methods:C,sfields:g,copiedMethodsOffset:M}}}finally{r.deleteLocalRef(d),r.deleteGlobalRef(f)}}),n}function Xl(t){let e=G(),n;return t.perform(r=>{let o=r.findClass("android/os/Process"),i=Ir(r.getStaticMethodId(o,"getElapsedCpuTime","()J"));r.deleteLocalRef(o);let s=Process.getModuleByName("libandroid_runtime.so"),c=s.base,a=c.add(s.size),l=ne(),d=l<=21?8:E,f=Hc|Zc|Wc|Yt,p=~(Ko|el|Yc)>>>0,u=null,m=null,h=2;for(let v=0;v!==64&&h!==0;v+=4){let C=i.add(v);if(u===null){let x=C.readPointer();x.compare(c)>=0&&x.compare(a)<0&&(u=v,h--)}m===null&&(C.readU32()&p)===f&&(m=v,h--)}if(h!==0)throw new Error("Unable to determine ArtMethod field offsets");let _=u+d;n={size:l<=21?_+32:_+E,offset:{jniCode:u,quickCode:_,accessFlags:m}},"artInterpreterToCompiledCodeBridge"in e&&(n.offset.interpreterCode=u-d)}),n}function cn(t){let e=ne();return e>=23?{size:16,offset:{accessFlags:4}}:e>=21?{size:24,offset:{accessFlags:12}}:null}function Yl(t){let e=ne(),n;return t.perform(r=>{let o=ln(r),i=r.handle,s=null,c=null,a=null,l=null,d=null,f=null;for(let p=144;p!==256;p+=E)if(o.add(p).readPointer().equals(i)){c=p-6*E,d=p-4*E,f=p+2*E,e<=22&&(c-=E,s=c-E-72-12,a=p+6*E,d-=E,f-=E),l=p+9*E,e<=22&&(l+=2*E+4,E===8&&(l+=4)),e>=23&&(l+=E);break}if(l===null)throw new Error("Unable to determine ArtThread field offsets");n={offset:{isExceptionReportedToInstrumentation:s,exception:c,throwLocation:a,topHandleScope:l,managedStack:d,self:f}}}),n}function ed(){return ne()>=23?{offset:{topQuickFrame:0,link:E}}:{offset:{topQuickFrame:2*E,link:0}}}var td={ia32:Jo,x64:Jo,arm:nd,arm64:rd};function Yn(t,e){let n;return e.perform(r=>{let o=ln(r),i=td[Process.arch],s=Instruction.parse(t),c=i(s);c!==null?n=o.add(c).readPointer():n=t}),n}function Jo(t){return t.mnemonic==="jmp"?t.operands[0].value.disp:null}function nd(t){return t.mnemonic==="ldr.w"?t.operands[1].value.disp:null}function rd(t){return t.mnemonic==="ldr"?t.operands[1].value.disp:null}function ln(t){return t.handle.add(E).readPointer()}function od(){return yr("ro.build.version.release")}function id(){return yr("ro.build.version.codename")}function sd(){return parseInt(yr("ro.build.version.sdk"),10)}function ad(){try{let t=File.readAllText("/proc/self/mountinfo"),e=null,n=new Map;for(let o of t.trimEnd().split(`
`)){let i=o.split(" "),s=i[4];if(!s.startsWith("/apex/com.android.art"))continue;let c=i[10];s.includes("@")?n.set(c,s.split("@")[1]):e=c}let r=n.get(e);return r!==void 0?parseInt(r):Go()}catch{return Go()}}function Go(){return ne()*1e7}var er=null,cd=92;function yr(t){er===null&&(er=new NativeFunction(Process.getModuleByName("libc.so").getExportByName("__system_property_get"),"int",["pointer","pointer"],Q));let e=Memory.alloc(cd);return er(Memory.allocUtf8String(t),e),e.readUtf8String()}function Ie(t,e,n){let r=Tl(t,e),o=ln(e).toString();if(gt[o]=n,r(e.handle),gt[o]!==void 0)throw delete gt[o],new Error("Unable to perform state transition; please file a bug")}function ld(t,e){let n=new NativeCallback(dd,"void",["pointer"]);return ii(t,e,n)}function dd(t){let e=t.toString(),n=gt[e];delete gt[e],n(t)}function br(t){let e=G(),n=e.artThreadList;e["art::ThreadList::SuspendAll"](n,Memory.allocUtf8String("frida"),!1?1:0);try{t()}finally{e["art::ThreadList::ResumeAll"](n)}}var ir=class{constructor(e){let n=Memory.alloc(4*E),r=n.add(E);n.writePointer(r);let o=new NativeCallback((i,s)=>e(s)===!0?1:0,"bool",["pointer","pointer"]);r.add(2*E).writePointer(o),this.handle=n,this._onVisit=o}};function vr(t){return G()["art::ClassLinker::VisitClasses"]instanceof NativeFunction?new ir(t):new NativeCallback(n=>t(n)===!0?1:0,"bool",["pointer","pointer"])}var sr=class{constructor(e){let n=Memory.alloc(4*E),r=n.add(E);n.writePointer(r);let o=new NativeCallback((i,s)=>{e(s)},"void",["pointer","pointer"]);r.add(2*E).writePointer(o),this.handle=n,this._onVisit=o}};function Er(t){return new sr(t)}var ud={"include-inlined-frames":0,"skip-inlined-frames":1},ar=class{constructor(e,n,r,o=0,i=!0){let s=G(),c=512,a=3*E,l=Memory.alloc(c+a);s["art::StackVisitor::StackVisitor"](l,e,n,ud[r],o,i?1:0);let d=l.add(c);l.writePointer(d);let f=new NativeCallback(this._visitFrame.bind(this),"bool",["pointer"]);d.add(2*E).writePointer(f),this.handle=l,this._onVisitFrame=f;let p=l.add(E===4?12:24);this._curShadowFrame=p,this._curQuickFrame=p.add(E),this._curQuickFramePc=p.add(2*E),this._curOatQuickMethodHeader=p.add(3*E),this._getMethodImpl=s["art::StackVisitor::GetMethod"],this._descLocImpl=s["art::StackVisitor::DescribeLocation"],this._getCQFIImpl=s["art::StackVisitor::GetCurrentQuickFrameInfo"]}walkStack(e=!1){G()["art::StackVisitor::WalkStack"](this.handle,e?1:0)}_visitFrame(){return this.visitFrame()?1:0}visitFrame(){throw new Error("Subclass must implement visitFrame")}getMethod(){let e=this._getMethodImpl(this.handle);return e.isNull()?null:new tn(e)}getCurrentQuickFramePc(){return this._curQuickFramePc.readPointer()}getCurrentQuickFrame(){return this._curQuickFrame.readPointer()}getCurrentShadowFrame(){return this._curShadowFrame.readPointer()}describeLocation(){let e=new on;return this._descLocImpl(e,this.handle),e.disposeToString()}getCurrentOatQuickMethodHeader(){return this._curOatQuickMethodHeader.readPointer()}getCurrentQuickFrameInfo(){return this._getCQFIImpl(this.handle)}},tn=class{constructor(e){this.handle=e}prettyMethod(e=!0){let n=new on;return G()["art::ArtMethod::PrettyMethod"](n,this.handle,e?1:0),n.disposeToString()}toString(){return`ArtMethod(handle=${this.handle})`}};function fd(t){return function(e){let n=Memory.alloc(12);return Ll(t)(n,e),{frameSizeInBytes:n.readU32(),coreSpillMask:n.add(4).readU32(),fpSpillMask:n.add(8).readU32()}}}function pd(t){let e=NULL;switch(Process.arch){case"ia32":e=nt(32,n=>{n.putMovRegRegOffsetPtr("ecx","esp",4),n.putMovRegRegOffsetPtr("edx","esp",8),n.putCallAddressWithArguments(t,["ecx","edx"]),n.putMovRegReg("esp","ebp"),n.putPopReg("ebp"),n.putRet()});break;case"x64":e=nt(32,n=>{n.putPushReg("rdi"),n.putCallAddressWithArguments(t,["rsi"]),n.putPopReg("rdi"),n.putMovRegPtrReg("rdi","rax"),n.putMovRegOffsetPtrReg("rdi",8,"edx"),n.putRet()});break;case"arm":e=nt(16,n=>{n.putCallAddressWithArguments(t,["r0","r1"]),n.putPopRegs(["r0","lr"]),n.putMovRegReg("pc","lr")});break;case"arm64":e=nt(64,n=>{n.putPushRegReg("x0","lr"),n.putCallAddressWithArguments(t,["x1"]),n.putPopRegReg("x2","lr"),n.putStrRegRegOffset("x0","x2",0),n.putStrRegRegOffset("w1","x2",8),n.putRet()});break}return new NativeFunction(e,"void",["pointer","pointer"],Q)}var hd={ia32:globalThis.X86Relocator,x64:globalThis.X86Relocator,arm:globalThis.ThumbRelocator,arm64:globalThis.Arm64Relocator},cr={ia32:globalThis.X86Writer,x64:globalThis.X86Writer,arm:globalThis.ThumbWriter,arm64:globalThis.Arm64Writer};function nt(t,e){Qn===null&&(Qn=Memory.alloc(Process.pageSize));let n=Qn.add(Fo),r=Process.arch,o=cr[r];return Memory.patchCode(n,t,i=>{let s=new o(i,{pc:n});if(e(s),s.flush(),s.offset>t)throw new Error(`Wrote ${s.offset}, exceeding maximum of ${t}`)}),Fo+=t,r==="arm"?n.or(1):n}function md(t,e){gd(e),Sd(e)}function _d(t,e){let n=rt(e).offset,r=kl().offset,o=`
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
`,i=8,s=E,c=E,a=E,d=Memory.alloc(i+s+c+a),f=d.add(i),p=f.add(s),u=p.add(c),m=t.find(E===4?"_ZN3art9ArtMethod23GetOatQuickMethodHeaderEj":"_ZN3art9ArtMethod23GetOatQuickMethodHeaderEm"),h=new CModule(o,{lock:d,methods:f,replacements:p,last_seen_art_method:u,get_oat_quick_method_header_impl:m??ptr("0xdeadbeef")}),_={exceptions:"propagate",scheduling:"exclusive"};return{handle:h,replacedMethods:{isReplacement:new NativeFunction(h.is_replacement_method,"bool",["pointer"],_),get:new NativeFunction(h.get_replacement_method,"pointer",["pointer"],_),set:new NativeFunction(h.set_replacement_method,"void",["pointer","pointer"],_),synchronize:new NativeFunction(h.synchronize_replacement_methods,"void",["uint","pointer","pointer"],_),delete:new NativeFunction(h.delete_replacement_method,"void",["pointer"],_),translate:new NativeFunction(h.translate_method,"pointer",["pointer"],_),findReplacementFromQuickCode:h.find_replacement_method_from_quick_code},getOatQuickMethodHeaderImpl:m,hooks:{Interpreter:{doCall:h.on_interpreter_do_call},ArtMethod:{getOatQuickMethodHeader:h.on_art_method_get_oat_quick_method_header,prettyMethod:h.on_art_method_pretty_method},Gc:{copyingPhase:{onLeave:h.on_leave_gc_concurrent_copying_copying_phase},runFlip:{onEnter:h.on_leave_gc_concurrent_copying_copying_phase}}}}}function gd(t){Uo||(Uo=!0,yd(t),bd(),vd(),Ed())}function yd(t){let e=G();[e.artQuickGenericJniTrampoline,e.artQuickToInterpreterBridge,e.artQuickResolutionTrampoline].forEach(r=>{Memory.protect(r,32,"rwx");let o=new rn(r);o.activate(t),ti.push(o)})}function bd(){let t=G(),e=ne(),{isApiLevel34OrApexEquivalent:n}=t,r;if(e<=22)r=/^_ZN3art11interpreter6DoCallILb[0-1]ELb[0-1]EEEbPNS_6mirror9ArtMethodEPNS_6ThreadERNS_11ShadowFrameEPKNS_11InstructionEtPNS_6JValueE$/;else if(e<=33&&!n)r=/^_ZN3art11interpreter6DoCallILb[0-1]ELb[0-1]EEEbPNS_9ArtMethodEPNS_6ThreadERNS_11ShadowFrameEPKNS_11InstructionEtPNS_6JValueE$/;else if(n)r=/^_ZN3art11interpreter6DoCallILb[0-1]EEEbPNS_9ArtMethodEPNS_6ThreadERNS_11ShadowFrameEPKNS_11InstructionEtbPNS_6JValueE$/;else throw new Error("Unable to find method invocation in ART; please file a bug");let o=t.module,i=[...o.enumerateExports(),...o.enumerateSymbols()].filter(s=>r.test(s.name));if(i.length===0)throw new Error("Unable to find method invocation in ART; please file a bug");for(let s of i)Interceptor.attach(s.address,ie.hooks.Interpreter.doCall)}function vd(){let t=G(),n=t.module.findSymbolByName("_ZN3art2gc4Heap22CollectGarbageInternalENS0_9collector6GcTypeENS0_7GcCauseEbj");if(n===null)return;let{artNterpEntryPoint:r,artQuickToInterpreterBridge:o}=t,i=be(t.vm).offset.quickCode;Interceptor.attach(n,{onLeave(){ie.replacedMethods.synchronize(i,r,o)}})}function Ed(){let t=[["_ZN3art11ClassLinker26VisiblyInitializedCallback22MarkVisiblyInitializedEPNS_6ThreadE","e90340f8 : ff0ff0ff"],["_ZN3art11ClassLinker26VisiblyInitializedCallback29AdjustThreadVisibilityCounterEPNS_6ThreadEl","7f0f00f9 : 1ffcffff"]],e=G(),n=e.module;for(let[r,o]of t){let i=n.findSymbolByName(r);if(i===null)continue;let s=Memory.scanSync(i,8192,o);if(s.length===0)return;let{artNterpEntryPoint:c,artQuickToInterpreterBridge:a}=e,l=be(e.vm).offset.quickCode;Interceptor.attach(s[0].address,function(){ie.replacedMethods.synchronize(l,c,a)});return}}function Sd(t){if(Do)return;if(Do=!0,!Id()){let{getOatQuickMethodHeaderImpl:i}=ie;if(i===null)return;try{Interceptor.replace(i,ie.hooks.ArtMethod.getOatQuickMethodHeader)}catch{}}let e=ne(),n=null,r=G();e>28?n=r.find("_ZN3art2gc9collector17ConcurrentCopying12CopyingPhaseEv"):e>22&&(n=r.find("_ZN3art2gc9collector17ConcurrentCopying12MarkingPhaseEv")),n!==null&&Interceptor.attach(n,ie.hooks.Gc.copyingPhase);let o=null;o=r.find("_ZN3art6Thread15RunFlipFunctionEPS0_"),o===null&&(o=r.find("_ZN3art6Thread15RunFlipFunctionEPS0_b")),o!==null&&Interceptor.attach(o,ie.hooks.Gc.runFlip)}var wd={arm:{signatures:[{pattern:["b0 68","01 30","0c d0","1b 98",":","c0 ff","c0 ff","00 ff","00 2f"],validateMatch:tr},{pattern:["d8 f8 08 00","01 30","0c d0","1b 98",":","f0 ff ff 0f","ff ff","00 ff","00 2f"],validateMatch:tr},{pattern:["b0 68","01 30","40 f0 c3 80","00 25",":","c0 ff","c0 ff","c0 fb 00 d0","ff f8"],validateMatch:tr}],instrument:Ad},arm64:{signatures:[{pattern:["0a 40 b9","1f 05 00 31","40 01 00 54","88 39 00 f0",":","fc ff ff","1f fc ff ff","1f 00 00 ff","00 00 00 9f"],offset:1,validateMatch:nr},{pattern:["0a 40 b9","1f 05 00 31","40 01 00 54","00 0e 40 f9",":","fc ff ff","1f fc ff ff","1f 00 00 ff","00 fc ff ff"],offset:1,validateMatch:nr},{pattern:["0a 40 b9","1f 05 00 31","01 34 00 54","e0 03 1f aa",":","fc ff ff","1f fc ff ff","1f 00 00 ff","e0 ff ff ff"],offset:1,validateMatch:nr}],instrument:xd}};function tr({address:t,size:e}){let n=Instruction.parse(t.or(1)),[r,o]=n.operands,i=o.value.base,s=r.value,c=Instruction.parse(n.next.add(2)),a=ptr(c.operands[0].value),l=c.address.add(c.size),d,f;return c.mnemonic==="beq"?(d=l,f=a):(d=a,f=l),Oe(d.or(1),p,{limit:3});function p(u){let{mnemonic:m}=u;if(!(m==="ldr"||m==="ldr.w"))return null;let{base:h,disp:_}=u.operands[1].value;return h===i&&_===20?{methodReg:i,scratchReg:s,target:{whenTrue:a,whenRegularMethod:d,whenRuntimeMethod:f}}:null}}function nr({address:t,size:e}){let[n,r]=Instruction.parse(t).operands,o=r.value.base,i="x"+n.value.substring(1),s=Instruction.parse(t.add(8)),c=ptr(s.operands[0].value),a=t.add(12),l,d;return s.mnemonic==="b.eq"?(l=a,d=c):(l=c,d=a),Oe(l,f,{limit:3});function f(p){if(p.mnemonic!=="ldr")return null;let{base:u,disp:m}=p.operands[1].value;return u===o&&m===24?{methodReg:o,scratchReg:i,target:{whenTrue:c,whenRegularMethod:l,whenRuntimeMethod:d}}:null}}function Id(){if(ne()<31)return!1;let t=wd[Process.arch];if(t===void 0)return!1;let e=t.signatures.map(({pattern:r,offset:o=0,validateMatch:i=Cd})=>({pattern:new MatchPattern(r.join("")),offset:o,validateMatch:i})),n=[];for(let{base:r,size:o}of G().module.enumerateRanges("--x"))for(let{pattern:i,offset:s,validateMatch:c}of e){let a=Memory.scanSync(r,o,i).map(({address:l,size:d})=>({address:l.sub(s),size:d+s})).filter(l=>{let d=c(l);return d===null?!1:(l.validationResult=d,!0)});n.push(...a)}return n.length===0?!1:(n.forEach(t.instrument),!0)}function Cd(){return{}}var nn=class{constructor(e,n,r){this.address=e,this.size=n,this.originalCode=e.readByteArray(n),this.trampoline=r}revert(){Memory.patchCode(this.address,this.size,e=>{e.writeByteArray(this.originalCode)})}};function Ad({address:t,size:e,validationResult:n}){let{methodReg:r,target:o}=n,i=Memory.alloc(Process.pageSize),s=e;Memory.patchCode(i,256,c=>{let a=new ThumbWriter(c,{pc:i}),l=new ThumbRelocator(t,a);for(let m=0;m!==2;m++)l.readOne();l.writeAll(),l.readOne(),l.skipOne(),a.putBCondLabel("eq","runtime_or_replacement_method");let d=[45,237,16,10];a.putBytes(d);let f=["r0","r1","r2","r3"];a.putPushRegs(f),a.putCallAddressWithArguments(ie.replacedMethods.isReplacement,[r]),a.putCmpRegImm("r0",0),a.putPopRegs(f);let p=[189,236,16,10];a.putBytes(p),a.putBCondLabel("ne","runtime_or_replacement_method"),a.putBLabel("regular_method"),l.readOne();let u=l.input.address.equals(o.whenRegularMethod);for(a.putLabel(u?"regular_method":"runtime_or_replacement_method"),l.writeOne();s<10;){let m=l.readOne();if(m===0){s=10;break}s=m}l.writeAll(),a.putBranchAddress(t.add(s+1)),a.putLabel(u?"runtime_or_replacement_method":"regular_method"),a.putBranchAddress(o.whenTrue),a.flush()}),_r.push(new nn(t,s,i)),Memory.patchCode(t,s,c=>{let a=new ThumbWriter(c,{pc:t});a.putLdrRegAddress("pc",i.or(1)),a.flush()})}function xd({address:t,size:e,validationResult:n}){let{methodReg:r,scratchReg:o,target:i}=n,s=Memory.alloc(Process.pageSize);Memory.patchCode(s,256,c=>{let a=new Arm64Writer(c,{pc:s}),l=new Arm64Relocator(t,a);for(let m=0;m!==2;m++)l.readOne();l.writeAll(),l.readOne(),l.skipOne(),a.putBCondLabel("eq","runtime_or_replacement_method");let d=["d0","d1","d2","d3","d4","d5","d6","d7","x0","x1","x2","x3","x4","x5","x6","x7","x8","x9","x10","x11","x12","x13","x14","x15","x16","x17"],f=d.length;for(let m=0;m!==f;m+=2)a.putPushRegReg(d[m],d[m+1]);a.putCallAddressWithArguments(ie.replacedMethods.isReplacement,[r]),a.putCmpRegReg("x0","xzr");for(let m=f-2;m>=0;m-=2)a.putPopRegReg(d[m],d[m+1]);a.putBCondLabel("ne","runtime_or_replacement_method"),a.putBLabel("regular_method"),l.readOne();let p=l.input,u=p.address.equals(i.whenRegularMethod);a.putLabel(u?"regular_method":"runtime_or_replacement_method"),l.writeOne(),a.putBranchAddress(p.next),a.putLabel(u?"runtime_or_replacement_method":"regular_method"),a.putBranchAddress(i.whenTrue),a.flush()}),_r.push(new nn(t,e,s)),Memory.patchCode(t,e,c=>{let a=new Arm64Writer(c,{pc:t});a.putLdrRegAddress(o,s),a.putBrReg(o),a.flush()})}function kd(t){return new ei(t)}function Td(t){return ie.replacedMethods.translate(t)}function Sr(t,e={}){let{limit:n=16}=e,r=t.getEnv();return yt===null&&(yt=Ld(t,r)),yt.backtrace(r,n)}function Ld(t,e){let n=G(),r=Memory.alloc(Process.pointerSize),o=new CModule(`
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
`,{current_backtrace:Memory.alloc(Process.pointerSize),perform_art_thread_state_transition:r,art_make_context:n["art::Thread::GetLongJumpContext"]??n["art::Context::Create"],art_stack_visitor_init:n["art::StackVisitor::StackVisitor"],art_stack_visitor_walk_stack:n["art::StackVisitor::WalkStack"],art_stack_visitor_get_method:n["art::StackVisitor::GetMethod"],art_stack_visitor_describe_location:n["art::StackVisitor::DescribeLocation"],translate_method:ie.replacedMethods.translate,translate_location:n["art::Monitor::TranslateLocation"],get_class_location:n["art::mirror::Class::GetLocation"],cxx_delete:n.$delete,strtoul:Process.getModuleByName("libc.so").getExportByName("strtoul")}),i=new NativeFunction(o._create,"pointer",["pointer","uint"],Q),s=new NativeFunction(o._destroy,"void",["pointer"],Q),c={exceptions:"propagate",scheduling:"exclusive"},a=new NativeFunction(o._get_id,"pointer",["pointer"],c),l=new NativeFunction(o._get_frames,"pointer",["pointer"],c),d=ii(t,e,o._on_thread_state_transition_complete);o._performData=d,r.writePointer(d),o.backtrace=(p,u)=>{let m=i(p,u),h=new lr(m);return Script.bindWeak(h,f.bind(null,m)),h};function f(p){s(p)}return o.getId=p=>a(p).readUtf8String(),o.getFrames=p=>JSON.parse(l(p).readUtf8String()),o}var lr=class{constructor(e){this.handle=e}get id(){return yt.getId(this.handle)}get frames(){return yt.getFrames(this.handle)}};function wr(){en.forEach(t=>{t.vtablePtr.writePointer(t.vtable),t.vtableCountPtr.writeS32(t.vtableCount)}),en.clear();for(let t of ti.splice(0))t.deactivate();for(let t of _r.splice(0))t.revert()}function Ir(t){return ri(t,"art::jni::JniIdManager::DecodeMethodId")}function $o(t){return ri(t,"art::jni::JniIdManager::DecodeFieldId")}function ri(t,e){let n=G(),r=Xo(n).offset,o=r.jniIdManager,i=r.jniIdsIndirection;if(o!==null&&i!==null){let s=n.artRuntime;if(s.add(i).readInt()!==nl){let a=s.add(o).readPointer();return n[e](a,t)}}return t}var Nd={ia32:Md,x64:jd,arm:Od,arm64:Pd};function Md(t,e,n,r,o){let i=rt(o).offset,s=be(o).offset,c;return Memory.patchCode(t,128,a=>{let l=new X86Writer(a,{pc:t}),d=new X86Relocator(e,l),f=[15,174,4,36],p=[15,174,12,36];l.putPushax(),l.putMovRegReg("ebp","esp"),l.putAndRegU32("esp",4294967280),l.putSubRegImm("esp",512),l.putBytes(f),l.putMovRegFsU32Ptr("ebx",i.self),l.putCallAddressWithAlignedArguments(ie.replacedMethods.findReplacementFromQuickCode,["eax","ebx"]),l.putTestRegReg("eax","eax"),l.putJccShortLabel("je","restore_registers","no-hint"),l.putMovRegOffsetPtrReg("ebp",28,"eax"),l.putLabel("restore_registers"),l.putBytes(p),l.putMovRegReg("esp","ebp"),l.putPopax(),l.putJccShortLabel("jne","invoke_replacement","no-hint");do c=d.readOne();while(c<n&&!d.eoi);d.writeAll(),d.eoi||l.putJmpAddress(e.add(c)),l.putLabel("invoke_replacement"),l.putJmpRegOffsetPtr("eax",s.quickCode),l.flush()}),c}function jd(t,e,n,r,o){let i=rt(o).offset,s=be(o).offset,c;return Memory.patchCode(t,256,a=>{let l=new X86Writer(a,{pc:t}),d=new X86Relocator(e,l),f=[15,174,4,36],p=[15,174,12,36];l.putPushax(),l.putMovRegReg("rbp","rsp"),l.putAndRegU32("rsp",4294967280),l.putSubRegImm("rsp",512),l.putBytes(f),l.putMovRegGsU32Ptr("rbx",i.self),l.putCallAddressWithAlignedArguments(ie.replacedMethods.findReplacementFromQuickCode,["rdi","rbx"]),l.putTestRegReg("rax","rax"),l.putJccShortLabel("je","restore_registers","no-hint"),l.putMovRegOffsetPtrReg("rbp",64,"rax"),l.putLabel("restore_registers"),l.putBytes(p),l.putMovRegReg("rsp","rbp"),l.putPopax(),l.putJccShortLabel("jne","invoke_replacement","no-hint");do c=d.readOne();while(c<n&&!d.eoi);d.writeAll(),d.eoi||l.putJmpAddress(e.add(c)),l.putLabel("invoke_replacement"),l.putJmpRegOffsetPtr("rdi",s.quickCode),l.flush()}),c}function Od(t,e,n,r,o){let i=be(o).offset,s=e.and(hr),c;return Memory.patchCode(t,128,a=>{let l=new ThumbWriter(a,{pc:t}),d=new ThumbRelocator(s,l),f=[45,237,16,10],p=[189,236,16,10];l.putPushRegs(["r1","r2","r3","r5","r6","r7","r8","r10","r11","lr"]),l.putBytes(f),l.putSubRegRegImm("sp","sp",8),l.putStrRegRegOffset("r0","sp",0),l.putCallAddressWithArguments(ie.replacedMethods.findReplacementFromQuickCode,["r0","r9"]),l.putCmpRegImm("r0",0),l.putBCondLabel("eq","restore_registers"),l.putStrRegRegOffset("r0","sp",0),l.putLabel("restore_registers"),l.putLdrRegRegOffset("r0","sp",0),l.putAddRegRegImm("sp","sp",8),l.putBytes(p),l.putPopRegs(["lr","r11","r10","r8","r7","r6","r5","r3","r2","r1"]),l.putBCondLabel("ne","invoke_replacement");do c=d.readOne();while(c<n&&!d.eoi);d.writeAll(),d.eoi||l.putLdrRegAddress("pc",e.add(c)),l.putLabel("invoke_replacement"),l.putLdrRegRegOffset("pc","r0",i.quickCode),l.flush()}),c}function Pd(t,e,n,{availableScratchRegs:r},o){let i=be(o).offset,s;return Memory.patchCode(t,256,c=>{let a=new Arm64Writer(c,{pc:t}),l=new Arm64Relocator(e,a);a.putPushRegReg("d0","d1"),a.putPushRegReg("d2","d3"),a.putPushRegReg("d4","d5"),a.putPushRegReg("d6","d7"),a.putPushRegReg("x1","x2"),a.putPushRegReg("x3","x4"),a.putPushRegReg("x5","x6"),a.putPushRegReg("x7","x20"),a.putPushRegReg("x21","x22"),a.putPushRegReg("x23","x24"),a.putPushRegReg("x25","x26"),a.putPushRegReg("x27","x28"),a.putPushRegReg("x29","lr"),a.putSubRegRegImm("sp","sp",16),a.putStrRegRegOffset("x0","sp",0),a.putCallAddressWithArguments(ie.replacedMethods.findReplacementFromQuickCode,["x0","x19"]),a.putCmpRegReg("x0","xzr"),a.putBCondLabel("eq","restore_registers"),a.putStrRegRegOffset("x0","sp",0),a.putLabel("restore_registers"),a.putLdrRegRegOffset("x0","sp",0),a.putAddRegRegImm("sp","sp",16),a.putPopRegReg("x29","lr"),a.putPopRegReg("x27","x28"),a.putPopRegReg("x25","x26"),a.putPopRegReg("x23","x24"),a.putPopRegReg("x21","x22"),a.putPopRegReg("x7","x20"),a.putPopRegReg("x5","x6"),a.putPopRegReg("x3","x4"),a.putPopRegReg("x1","x2"),a.putPopRegReg("d6","d7"),a.putPopRegReg("d4","d5"),a.putPopRegReg("d2","d3"),a.putPopRegReg("d0","d1"),a.putBCondLabel("ne","invoke_replacement");do s=l.readOne();while(s<n&&!l.eoi);if(l.writeAll(),!l.eoi){let d=Array.from(r)[0];a.putLdrRegAddress(d,e.add(s)),a.putBrReg(d)}a.putLabel("invoke_replacement"),a.putLdrRegRegOffset("x16","x0",i.quickCode),a.putBrReg("x16"),a.flush()}),s}var Rd={ia32:Ho,x64:Ho,arm:Fd,arm64:Dd};function Ho(t,e,n){Memory.patchCode(t,16,r=>{let o=new X86Writer(r,{pc:t});o.putJmpAddress(e),o.flush()})}function Fd(t,e,n){let r=t.and(hr);Memory.patchCode(r,16,o=>{let i=new ThumbWriter(o,{pc:r});i.putLdrRegAddress("pc",e.or(1)),i.flush()})}function Dd(t,e,n){Memory.patchCode(t,16,r=>{let o=new Arm64Writer(r,{pc:t});n===16?o.putLdrRegAddress("x16",e):o.putAdrpRegAddress("x16",e),o.putBrReg("x16"),o.flush()})}var Ud={ia32:5,x64:16,arm:8,arm64:16},rn=class{constructor(e){this.quickCode=e,this.quickCodeAddress=Process.arch==="arm"?e.and(hr):e,this.redirectSize=0,this.trampoline=null,this.overwrittenPrologue=null,this.overwrittenPrologueLength=0}_canRelocateCode(e,n){let r=cr[Process.arch],o=hd[Process.arch],{quickCodeAddress:i}=this,s=new r(i),c=new o(i,s),a;if(Process.arch==="arm64"){let l=new Set(["x16","x17"]);do{let d=c.readOne(),f=new Set(l),{read:p,written:u}=c.input.regsAccessed;for(let m of[p,u])for(let h of m){let _;h.startsWith("w")?_="x"+h.substring(1):_=h,f.delete(_)}if(f.size===0)break;a=d,l=f}while(a<e&&!c.eoi);n.availableScratchRegs=l}else do a=c.readOne();while(a<e&&!c.eoi);return a>=e}_allocateTrampoline(){Kt===null&&(Kt=Nn(E===4?128:256));let e=Ud[Process.arch],n,r,o=1,i={};if(E===4||this._canRelocateCode(e,i))n=e,r={};else{let s;Process.arch==="x64"?(n=5,s=rl):Process.arch==="arm64"&&(n=8,s=ol,o=4096),r={near:this.quickCodeAddress,maxDistance:s}}return this.redirectSize=n,this.trampoline=Kt.allocateSlice(r,o),i}_destroyTrampoline(){Kt.freeSlice(this.trampoline)}activate(e){let n=this._allocateTrampoline(),{trampoline:r,quickCode:o,redirectSize:i}=this,s=Nd[Process.arch],c=s(r,o,i,n,e);this.overwrittenPrologueLength=c,this.overwrittenPrologue=Memory.dup(this.quickCodeAddress,c);let a=Rd[Process.arch];a(o,r,i)}deactivate(){let{quickCodeAddress:e,overwrittenPrologueLength:n}=this,r=cr[Process.arch];Memory.patchCode(e,n,o=>{let i=new r(o,{pc:e}),{overwrittenPrologue:s}=this;i.putBytes(s.readByteArray(n)),i.flush()}),this._destroyTrampoline()}};function Vd(t){let e=G(),{module:n,artClassLinker:r}=e;return t.equals(r.quickGenericJniTrampoline)||t.equals(r.quickToInterpreterBridgeTrampoline)||t.equals(r.quickResolutionTrampoline)||t.equals(r.quickImtConflictTrampoline)||t.compare(n.base)>=0&&t.compare(n.base.add(n.size))<0}var dr=class{constructor(e){let n=Ir(e);this.methodId=n,this.originalMethod=null,this.hookedMethodId=n,this.replacementMethodId=null,this.interceptor=null}replace(e,n,r,o,i){let{kAccCompileDontBother:s,artNterpEntryPoint:c}=i;this.originalMethod=Zo(this.methodId,o);let a=this.originalMethod.accessFlags;if((a&tl)!==0&&Bd()){let u=this.originalMethod.jniCode;this.hookedMethodId=u.add(2*E).readPointer(),this.originalMethod=Zo(this.hookedMethodId,o)}let{hookedMethodId:l}=this,d=Jd(l,o);this.replacementMethodId=d,Qt(d,{jniCode:e,accessFlags:(a&~(Kc|qc|Oo)|Yt|s)>>>0,quickCode:i.artClassLinker.quickGenericJniTrampoline,interpreterCode:i.artInterpreterToCompiledCodeBridge},o);let f=Ko|Xc|Oo;(a&Yt)===0&&(f|=Qc),Qt(l,{accessFlags:(a&~f|s)>>>0},o);let p=this.originalMethod.quickCode;if(c!==null&&p.equals(c)&&Qt(l,{quickCode:i.artQuickToInterpreterBridge},o),!Vd(p)){let u=new rn(p);u.activate(o),this.interceptor=u}ie.replacedMethods.set(l,d),md(l,o)}revert(e){let{hookedMethodId:n,interceptor:r}=this;Qt(n,this.originalMethod,e),ie.replacedMethods.delete(n),r!==null&&(r.deactivate(),this.interceptor=null)}resolveTarget(e,n,r,o){return this.hookedMethodId}};function Bd(){return ne()<28}function Zo(t,e){let r=be(e).offset;return["jniCode","accessFlags","quickCode","interpreterCode"].reduce((o,i)=>{let s=r[i];if(s===void 0)return o;let c=t.add(s),a=i==="accessFlags"?zc:Jc;return o[i]=a.call(c),o},{})}function Qt(t,e,n){let o=be(n).offset;Object.keys(e).forEach(i=>{let s=o[i];if(s===void 0)return;let c=t.add(s);(i==="accessFlags"?Gc:$c).call(c,e[i])})}var ur=class{constructor(e){this.methodId=e,this.originalMethod=null}replace(e,n,r,o,i){let{methodId:s}=this;this.originalMethod=Memory.dup(s,Wn);let c=r.reduce((p,u)=>p+u.size,0);n&&c++;let a=(s.add(Po).readU32()|Yt)>>>0,l=c,d=0,f=c;s.add(Po).writeU32(a),s.add(dl).writeU16(l),s.add(ul).writeU16(d),s.add(fl).writeU16(f),s.add(hl).writeU32(zd(s)),i.dvmUseJNIBridge(s,e)}revert(e){Memory.copy(this.methodId,this.originalMethod,Wn)}resolveTarget(e,n,r,o){let i=r.handle.add(Qo).readPointer(),s;if(n)s=o.dvmDecodeIndirectRef(i,e.$h);else{let p=e.$borrowClassHandle(r);s=o.dvmDecodeIndirectRef(i,p.value),p.unref(r)}let c;n?c=s.add(cl).readPointer():c=s;let a=c.toString(16),l=en.get(a);if(l===void 0){let p=c.add(al),u=c.add(sl),m=p.readPointer(),h=u.readS32(),_=h*E,g=Memory.alloc(2*_);Memory.copy(g,m,_),p.writePointer(g),l={classObject:c,vtablePtr:p,vtableCountPtr:u,vtable:m,vtableCount:h,shadowVtable:g,shadowVtableCount:h,targetMethods:new Map},en.set(a,l)}let d=this.methodId.toString(16),f=l.targetMethods.get(d);if(f===void 0){f=Memory.dup(this.originalMethod,Wn);let p=l.shadowVtableCount++;l.shadowVtable.add(p*E).writePointer(f),f.add(ll).writeU16(p),l.vtableCountPtr.writeS32(l.shadowVtableCount),l.targetMethods.set(d,f)}return f}};function zd(t){if(Process.arch!=="ia32")return Ro;let e=t.add(pl).readPointer().readCString();if(e===null||e.length===0||e.length>65535)return Ro;let n;switch(e[0]){case"V":n=ml;break;case"F":n=_l;break;case"D":n=gl;break;case"J":n=yl;break;case"Z":case"B":n=Sl;break;case"C":n=El;break;case"S":n=vl;break;default:n=bl;break}let r=0;for(let o=e.length-1;o>0;o--){let i=e[o];r+=i==="D"||i==="J"?2:1}return n<<wl|r}function Jd(t,e){let n=G();if(ne()<23){let r=n["art::Thread::CurrentFromGdb"]();return n["art::mirror::Object::Clone"](t,r)}return Memory.dup(t,be(e).size)}function Cr(t,e,n){oi(t,e,or,n)}function Ar(t,e){oi(t,e,rr)}function xr(t,e){let n=G();if(ne()<26)throw new Error("This API is only available on Android >= 8.0");Ie(t,e,r=>{n["art::Runtime::DeoptimizeBootImage"](n.artRuntime)})}function oi(t,e,n,r){let o=G();if(ne()<24)throw new Error("This API is only available on Android >= 7.0");Ie(t,e,i=>{if(ne()<30){if(!o.isJdwpStarted()){let c=Gd(o);Ml.push(c)}o.isDebuggerActive()||o["art::Dbg::GoActive"]();let s=Memory.alloc(8+E);switch(s.writeU32(n),n){case rr:break;case or:s.add(8).writePointer(r);break;default:throw new Error("Unsupported deoptimization kind")}o["art::Dbg::RequestDeoptimization"](s),o["art::Dbg::ManageDeoptimization"]()}else{let s=o.artInstrumentation;if(s===null)throw new Error("Unable to find Instrumentation class in ART; please file a bug");let c=o["art::Instrumentation::EnableDeoptimization"];switch(c!==void 0&&(s.add(xl().offset.deoptimizationEnabled).readU8()||c(s)),n){case rr:o["art::Instrumentation::DeoptimizeEverything"](s,Memory.allocUtf8String("frida"));break;case or:o["art::Instrumentation::Deoptimize"](s,r);break;default:throw new Error("Unsupported deoptimization kind")}}})}var fr=class{constructor(){let e=Process.getModuleByName("libart.so"),n=e.getExportByName("_ZN3art4JDWP12JdwpAdbState6AcceptEv"),r=e.getExportByName("_ZN3art4JDWP12JdwpAdbState15ReceiveClientFdEv"),o=Wo(),i=Wo();this._controlFd=o[0],this._clientFd=i[0];let s=null;s=Interceptor.attach(n,function(c){let a=c[0];Memory.scanSync(a.add(8252),256,"00 ff ff ff ff 00")[0].address.add(1).writeS32(o[1]),s.detach()}),Interceptor.replace(r,new NativeCallback(function(c){return Interceptor.revert(r),i[1]},"int",["pointer"])),Interceptor.flush(),this._handshakeRequest=this._performHandshake()}async _performHandshake(){let e=new UnixInputStream(this._clientFd,{autoClose:!1}),n=new UnixOutputStream(this._clientFd,{autoClose:!1}),r=[74,68,87,80,45,72,97,110,100,115,104,97,107,101];try{await n.writeAll(r),await e.readAll(r.length)}catch{}}};function Gd(t){let e=new fr;t["art::Dbg::SetJdwpAllowed"](1);let n=$d();t["art::Dbg::ConfigureJdwp"](n);let r=t["art::InternalDebuggerControlCallback::StartDebugger"];return r!==void 0?r(NULL):t["art::Dbg::StartJdwp"](),e}function $d(){let t=ne()<28?2:3,e=0,n=t,r=!0,o=!1,i=e,s=8+vt+2,c=Memory.alloc(s);return c.writeU32(n).add(4).writeU8(r?1:0).add(1).writeU8(o?1:0).add(1).add(vt).writeU16(i),c}function Wo(){Xn===null&&(Xn=new NativeFunction(Process.getModuleByName("libc.so").getExportByName("socketpair"),"int",["int","int","int","pointer"]));let t=Memory.alloc(8);if(Xn(Cl,Al,0,t)===-1)throw new Error("Unable to create socketpair for JDWP");return[t.readS32(),t.add(4).readS32()]}function Hd(t){let e=Rl().offset,n=t.vm.add(e.globalsLock),r=t.vm.add(e.globals),o=t["art::IndirectReferenceTable::Add"],i=t["art::ReaderWriterMutex::ExclusiveLock"],s=t["art::ReaderWriterMutex::ExclusiveUnlock"],c=0;return function(a,l,d){i(n,l);try{return o(r,c,d)}finally{s(n,l)}}}function Zd(t){let e=t["art::Thread::DecodeJObject"];if(e===void 0)throw new Error("art::Thread::DecodeJObject is not available; please file a bug");return function(n,r,o){return e(r,o)}}var Wd={ia32:qo,x64:qo,arm:qd,arm64:Kd};function ii(t,e,n){let r=G(),o=e.handle.readPointer(),i,s=r.find("_ZN3art3JNIILb1EE14ExceptionClearEP7_JNIEnv");s!==null?i=s:i=o.add(an).readPointer();let c,a=r.find("_ZN3art3JNIILb1EE10FatalErrorEP7_JNIEnvPKc");a!==null?c=a:c=o.add(il).readPointer();let l=Wd[Process.arch];if(l===void 0)throw new Error("Not yet implemented for "+Process.arch);let d=null,f=rt(t).offset,p=f.exception,u=new Set,m=f.isExceptionReportedToInstrumentation;m!==null&&u.add(m);let h=f.throwLocation;h!==null&&(u.add(h),u.add(h+E),u.add(h+2*E));let _=65536,g=Memory.alloc(_);return Memory.patchCode(g,_,v=>{d=l(v,g,i,c,p,u,n)}),d._code=g,d._callback=n,d}function qo(t,e,n,r,o,i,s){let c={},a=new Set,l=[n];for(;l.length>0;){let h=l.shift();if(Object.values(c).some(({begin:M,end:O})=>h.compare(M)>=0&&h.compare(O)<0))continue;let g=h.toString(),v={begin:h},C=null,x=!1;do{if(h.equals(r)){x=!0;break}let M=Instruction.parse(h);C=M;let O=c[M.address.toString()];if(O!==void 0){delete c[O.begin.toString()],c[g]=O,O.begin=v.begin,v=null;break}let N=null;switch(M.mnemonic){case"jmp":N=ptr(M.operands[0].value),x=!0;break;case"je":case"jg":case"jle":case"jne":case"js":N=ptr(M.operands[0].value);break;case"ret":x=!0;break}N!==null&&(a.add(N.toString()),l.push(N),l.sort((L,S)=>L.compare(S))),h=M.next}while(!x);v!==null&&(v.end=C.address.add(C.size),c[g]=v)}let d=Object.keys(c).map(h=>c[h]);d.sort((h,_)=>h.begin.compare(_.begin));let f=c[n.toString()];d.splice(d.indexOf(f),1),d.unshift(f);let p=new X86Writer(t,{pc:e}),u=!1,m=null;return d.forEach(h=>{let _=h.end.sub(h.begin).toInt32(),g=new X86Relocator(h.begin,p),v;for(;(v=g.readOne())!==0;){let C=g.input,{mnemonic:x}=C,M=C.address.toString();a.has(M)&&p.putLabel(M);let O=!0;switch(x){case"jmp":p.putJmpNearLabel(he(C.operands[0])),O=!1;break;case"je":case"jg":case"jle":case"jne":case"js":p.putJccNearLabel(x,he(C.operands[0]),"no-hint"),O=!1;break;case"mov":{let[N,L]=C.operands;if(N.type==="mem"&&L.type==="imm"){let S=N.value,k=S.disp;if(k===o&&L.value.valueOf()===0){if(m=S.base,p.putPushfx(),p.putPushax(),p.putMovRegReg("xbp","xsp"),E===4)p.putAndRegU32("esp",4294967280);else{let j=m!=="rdi"?"rdi":"rsi";p.putMovRegU64(j,uint64("0xfffffffffffffff0")),p.putAndRegReg("rsp",j)}p.putCallAddressWithAlignedArguments(s,[m]),p.putMovRegReg("xsp","xbp"),p.putPopax(),p.putPopfx(),u=!0,O=!1}else i.has(k)&&S.base===m&&(O=!1)}break}case"call":{let N=C.operands[0];N.type==="mem"&&N.value.disp===an&&(E===4?(p.putPopReg("eax"),p.putMovRegRegOffsetPtr("eax","eax",4),p.putPushReg("eax")):p.putMovRegRegOffsetPtr("rdi","rdi",8),p.putCallAddressWithArguments(s,[]),u=!0,O=!1);break}}if(O?g.writeAll():g.skipOne(),v===_)break}g.dispose()}),p.dispose(),u||kr(),new NativeFunction(e,"void",["pointer"],Q)}function qd(t,e,n,r,o,i,s){let c={},a=new Set,l=ptr(1).not(),d=[n];for(;d.length>0;){let g=d.shift();if(Object.values(c).some(({begin:k,end:j})=>g.compare(k)>=0&&g.compare(j)<0))continue;let C=g.and(l),x=C.toString(),M=g.and(1),O={begin:C},N=null,L=!1,S=0;do{if(g.equals(r)){L=!0;break}let k=Instruction.parse(g),{mnemonic:j}=k;N=k;let P=g.and(l).toString(),D=c[P];if(D!==void 0){delete c[D.begin.toString()],c[x]=D,D.begin=O.begin,O=null;break}let V=S===0,F=null;switch(j){case"b":F=ptr(k.operands[0].value),L=V;break;case"beq.w":case"beq":case"bne":case"bne.w":case"bgt":F=ptr(k.operands[0].value);break;case"cbz":case"cbnz":F=ptr(k.operands[1].value);break;case"pop.w":V&&(L=k.operands.filter(z=>z.value==="pc").length===1);break}switch(j){case"it":S=1;break;case"itt":S=2;break;case"ittt":S=3;break;case"itttt":S=4;break;default:S>0&&S--;break}F!==null&&(a.add(F.toString()),d.push(F.or(M)),d.sort((z,te)=>z.compare(te))),g=k.next}while(!L);O!==null&&(O.end=N.address.add(N.size),c[x]=O)}let f=Object.keys(c).map(g=>c[g]);f.sort((g,v)=>g.begin.compare(v.begin));let p=c[n.and(l).toString()];f.splice(f.indexOf(p),1),f.unshift(p);let u=new ThumbWriter(t,{pc:e}),m=!1,h=null,_=null;return f.forEach(g=>{let v=new ThumbRelocator(g.begin,u),C=g.begin,x=g.end,M=0;do{if(v.readOne()===0)throw new Error("Unexpected end of block");let N=v.input;C=N.address,M=N.size;let{mnemonic:L}=N,S=C.toString();a.has(S)&&u.putLabel(S);let k=!0;switch(L){case"b":u.putBLabel(he(N.operands[0])),k=!1;break;case"beq.w":u.putBCondLabelWide("eq",he(N.operands[0])),k=!1;break;case"bne.w":u.putBCondLabelWide("ne",he(N.operands[0])),k=!1;break;case"beq":case"bne":case"bgt":u.putBCondLabelWide(L.substr(1),he(N.operands[0])),k=!1;break;case"cbz":{let j=N.operands;u.putCbzRegLabel(j[0].value,he(j[1])),k=!1;break}case"cbnz":{let j=N.operands;u.putCbnzRegLabel(j[0].value,he(j[1])),k=!1;break}case"str":case"str.w":{let j=N.operands[1].value,w=j.disp;if(w===o){h=j.base;let P=h!=="r4"?"r4":"r5",D=["r0","r1","r2","r3",P,"r9","r12","lr"];u.putPushRegs(D),u.putMrsRegReg(P,"apsr-nzcvq"),u.putCallAddressWithArguments(s,[h]),u.putMsrRegReg("apsr-nzcvq",P),u.putPopRegs(D),m=!0,k=!1}else i.has(w)&&j.base===h&&(k=!1);break}case"ldr":{let[j,w]=N.operands;if(w.type==="mem"){let P=w.value;P.base[0]==="r"&&P.disp===an&&(_=j.value)}break}case"blx":N.operands[0].value===_&&(u.putLdrRegRegOffset("r0","r0",4),u.putCallAddressWithArguments(s,["r0"]),m=!0,_=null,k=!1);break}k?v.writeAll():v.skipOne()}while(!C.add(M).equals(x));v.dispose()}),u.dispose(),m||kr(),new NativeFunction(e.or(1),"void",["pointer"],Q)}function Kd(t,e,n,r,o,i,s){let c={},a=new Set,l=[n];for(;l.length>0;){let g=l.shift();if(Object.values(c).some(({begin:N,end:L})=>g.compare(N)>=0&&g.compare(L)<0))continue;let C=g.toString(),x={begin:g},M=null,O=!1;do{if(g.equals(r)){O=!0;break}let N;try{N=Instruction.parse(g)}catch(k){if(g.readU32()===0){O=!0;break}else throw k}M=N;let L=c[N.address.toString()];if(L!==void 0){delete c[L.begin.toString()],c[C]=L,L.begin=x.begin,x=null;break}let S=null;switch(N.mnemonic){case"b":S=ptr(N.operands[0].value),O=!0;break;case"b.eq":case"b.ne":case"b.le":case"b.gt":S=ptr(N.operands[0].value);break;case"cbz":case"cbnz":S=ptr(N.operands[1].value);break;case"tbz":case"tbnz":S=ptr(N.operands[2].value);break;case"ret":O=!0;break}S!==null&&(a.add(S.toString()),l.push(S),l.sort((k,j)=>k.compare(j))),g=N.next}while(!O);x!==null&&(x.end=M.address.add(M.size),c[C]=x)}let d=Object.keys(c).map(g=>c[g]);d.sort((g,v)=>g.begin.compare(v.begin));let f=c[n.toString()];d.splice(d.indexOf(f),1),d.unshift(f);let p=new Arm64Writer(t,{pc:e});p.putBLabel("performTransition");let u=e.add(p.offset);p.putPushAllXRegisters(),p.putCallAddressWithArguments(s,["x0"]),p.putPopAllXRegisters(),p.putRet(),p.putLabel("performTransition");let m=!1,h=null,_=null;return d.forEach(g=>{let v=g.end.sub(g.begin).toInt32(),C=new Arm64Relocator(g.begin,p),x;for(;(x=C.readOne())!==0;){let M=C.input,{mnemonic:O}=M,N=M.address.toString();a.has(N)&&p.putLabel(N);let L=!0;switch(O){case"b":p.putBLabel(he(M.operands[0])),L=!1;break;case"b.eq":case"b.ne":case"b.le":case"b.gt":p.putBCondLabel(O.substr(2),he(M.operands[0])),L=!1;break;case"cbz":{let S=M.operands;p.putCbzRegLabel(S[0].value,he(S[1])),L=!1;break}case"cbnz":{let S=M.operands;p.putCbnzRegLabel(S[0].value,he(S[1])),L=!1;break}case"tbz":{let S=M.operands;p.putTbzRegImmLabel(S[0].value,S[1].value.valueOf(),he(S[2])),L=!1;break}case"tbnz":{let S=M.operands;p.putTbnzRegImmLabel(S[0].value,S[1].value.valueOf(),he(S[2])),L=!1;break}case"str":{let S=M.operands,k=S[0].value,j=S[1].value,w=j.disp;k==="xzr"&&w===o?(h=j.base,p.putPushRegReg("x0","lr"),p.putMovRegReg("x0",h),p.putBlImm(u),p.putPopRegReg("x0","lr"),m=!0,L=!1):i.has(w)&&j.base===h&&(L=!1);break}case"ldr":{let S=M.operands,k=S[1].value;k.base[0]==="x"&&k.disp===an&&(_=S[0].value);break}case"blr":M.operands[0].value===_&&(p.putLdrRegRegOffset("x0","x0",8),p.putCallAddressWithArguments(s,["x0"]),m=!0,_=null,L=!1);break}if(L?C.writeAll():C.skipOne(),x===v)break}C.dispose()}),p.dispose(),m||kr(),new NativeFunction(e,"void",["pointer"],Q)}function kr(){throw new Error("Unable to parse ART internals; please file a bug")}function Qd(t){let e=t["art::ArtMethod::PrettyMethod"];e!==void 0&&(Interceptor.attach(e.impl,ie.hooks.ArtMethod.prettyMethod),Interceptor.flush())}function he(t){return ptr(t.value).toString()}function Xd(t,e){return new NativeFunction(t,"pointer",e,Q)}function Yd(t,e){let n=new NativeFunction(t,"void",["pointer"].concat(e),Q);return function(){let r=Memory.alloc(E);return n(r,...arguments),r.readPointer()}}function Xt(t,e){let{arch:n}=Process;switch(n){case"ia32":case"arm64":{let r;n==="ia32"?r=nt(64,s=>{let c=1+e.length,a=c*4;s.putSubRegImm("esp",a);for(let l=0;l!==c;l++){let d=l*4;s.putMovRegRegOffsetPtr("eax","esp",a+4+d),s.putMovRegOffsetPtrReg("esp",d,"eax")}s.putCallAddress(t),s.putAddRegImm("esp",a-4),s.putRet()}):r=nt(32,s=>{s.putMovRegReg("x8","x0"),e.forEach((c,a)=>{s.putMovRegReg("x"+a,"x"+(a+1))}),s.putLdrRegAddress("x7",t),s.putBrReg("x7")});let o=new NativeFunction(r,"void",["pointer"].concat(e),Q),i=function(...s){o(...s)};return i.handle=r,i.impl=t,i}default:{let r=new NativeFunction(t,"void",["pointer"].concat(e),Q);return r.impl=t,r}}}var on=class{constructor(){this.handle=Memory.alloc(vt)}dispose(){let[e,n]=this._getData();n||G().$delete(e)}disposeToString(){let e=this.toString();return this.dispose(),e}toString(){let[e]=this._getData();return e.readUtf8String()}_getData(){let e=this.handle,n=(e.readU8()&1)===0;return[n?e.add(1):e.add(2*E).readPointer(),n]}},pr=class{$delete(){this.dispose(),G().$delete(this)}constructor(e,n){this.handle=e,this._begin=e,this._end=e.add(E),this._storage=e.add(2*E),this._elementSize=n}init(){this.begin=NULL,this.end=NULL,this.storage=NULL}dispose(){G().$delete(this.begin)}get begin(){return this._begin.readPointer()}set begin(e){this._begin.writePointer(e)}get end(){return this._end.readPointer()}set end(e){this._end.writePointer(e)}get storage(){return this._storage.readPointer()}set storage(e){this._storage.writePointer(e)}get size(){return this.end.sub(this.begin).toInt32()/this._elementSize}},Et=class t extends pr{static $new(){let e=new t(G().$new(Il));return e.init(),e}constructor(e){super(e,E)}get handles(){let e=[],n=this.begin,r=this.end;for(;!n.equals(r);)e.push(n.readPointer()),n=n.add(E);return e}},eu=0,si=E,ai=si+4,tu=-1,sn=class t{$delete(){this.dispose(),G().$delete(this)}constructor(e){this.handle=e,this._link=e.add(eu),this._numberOfReferences=e.add(si)}init(e,n){this.link=e,this.numberOfReferences=n}dispose(){}get link(){return new t(this._link.readPointer())}set link(e){this._link.writePointer(e)}get numberOfReferences(){return this._numberOfReferences.readS32()}set numberOfReferences(e){this._numberOfReferences.writeS32(e)}},ci=iu(ai),li=ci+E,nu=li+E,St=class t extends sn{static $new(e,n){let r=new t(G().$new(nu));return r.init(e,n),r}constructor(e){super(e),this._self=e.add(ci),this._currentScope=e.add(li);let o=(64-E-4-4)/4;this._scopeLayout=bt.layoutForCapacity(o),this._topHandleScopePtr=null}init(e,n){let r=e.add(rt(n).offset.topHandleScope);this._topHandleScopePtr=r,super.init(r.readPointer(),tu),this.self=e,this.currentScope=bt.$new(this._scopeLayout),r.writePointer(this)}dispose(){this._topHandleScopePtr.writePointer(this.link);let e;for(;(e=this.currentScope)!==null;){let n=e.link;e.$delete(),this.currentScope=n}}get self(){return this._self.readPointer()}set self(e){this._self.writePointer(e)}get currentScope(){let e=this._currentScope.readPointer();return e.isNull()?null:new bt(e,this._scopeLayout)}set currentScope(e){this._currentScope.writePointer(e)}newHandle(e){return this.currentScope.newHandle(e)}},bt=class t extends sn{static $new(e){let n=new t(G().$new(e.size),e);return n.init(),n}constructor(e,n){super(e);let{offset:r}=n;this._refsStorage=e.add(r.refsStorage),this._pos=e.add(r.pos),this._layout=n}init(){super.init(NULL,this._layout.numberOfReferences),this.pos=0}get pos(){return this._pos.readU32()}set pos(e){this._pos.writeU32(e)}newHandle(e){let n=this.pos,r=this._refsStorage.add(n*4);return r.writeS32(e.toInt32()),this.pos=n+1,r}static layoutForCapacity(e){let n=ai,r=n+e*4;return{size:r+4,numberOfReferences:e,offset:{refsStorage:n,pos:r}}}},ru={arm:function(t,e){let n=Process.pageSize,r=Memory.alloc(n);Memory.protect(r,n,"rwx");let o=new NativeCallback(e,"void",["pointer"]);r._onMatchCallback=o;let i=[26625,18947,17041,53505,19202,18200,18288,48896],s=i.length*2,c=s+4,a=c+4;return Memory.patchCode(r,a,function(l){i.forEach((d,f)=>{l.add(f*2).writeU16(d)}),l.add(s).writeS32(t),l.add(c).writePointer(o)}),r.or(1)},arm64:function(t,e){let n=Process.pageSize,r=Memory.alloc(n);Memory.protect(r,n,"rwx");let o=new NativeCallback(e,"void",["pointer"]);r._onMatchCallback=o;let i=[3107979265,402653378,1795293247,1409286241,1476395139,3592355936,3596551104],s=i.length*4,c=s+4,a=c+8;return Memory.patchCode(r,a,function(l){i.forEach((d,f)=>{l.add(f*4).writeU32(d)}),l.add(s).writeS32(t),l.add(c).writePointer(o)}),r}};function Tr(t,e){return(ru[Process.arch]||ou)(t,e)}function ou(t,e){return new NativeCallback(n=>{n.readS32()===t&&e(n)},"void",["pointer","pointer"])}function iu(t){let e=t%E;return e!==0?t+E-e:t}var su=4,{pointerSize:J}=Process,au=256,cu=65536,lu=131072,du=33554432,uu=67108864,fu=134217728,He={exceptions:"propagate"},pi=de(Cu),pu=de(xu),hu=de(Su),Lr=null,Nr=!1,un=new Map,It=new Map;function Le(){return Lr===null&&(Lr=mu()),Lr}function mu(){let t=Process.enumerateModules().filter(a=>/jvm.(dll|dylib|so)$/.test(a.name));if(t.length===0)return null;let e=t[0],n={flavor:"jvm"},r=Process.platform==="windows"?[{module:e,functions:{JNI_GetCreatedJavaVMs:["JNI_GetCreatedJavaVMs","int",["pointer","int","pointer"]],JVM_Sleep:["JVM_Sleep","void",["pointer","pointer","long"]],"VMThread::execute":["VMThread::execute","void",["pointer"]],"Method::size":["Method::size","int",["int"]],"Method::set_native_function":["Method::set_native_function","void",["pointer","pointer","int"]],"Method::clear_native_function":["Method::clear_native_function","void",["pointer"]],"Method::jmethod_id":["Method::jmethod_id","pointer",["pointer"]],"ClassLoaderDataGraph::classes_do":["ClassLoaderDataGraph::classes_do","void",["pointer"]],"NMethodSweeper::sweep_code_cache":["NMethodSweeper::sweep_code_cache","void",[]],"OopMapCache::flush_obsolete_entries":["OopMapCache::flush_obsolete_entries","void",["pointer"]]},variables:{"VM_RedefineClasses::`vftable'":function(a){this.vtableRedefineClasses=a},"VM_RedefineClasses::doit":function(a){this.redefineClassesDoIt=a},"VM_RedefineClasses::doit_prologue":function(a){this.redefineClassesDoItPrologue=a},"VM_RedefineClasses::doit_epilogue":function(a){this.redefineClassesDoItEpilogue=a},"VM_RedefineClasses::allow_nested_vm_operations":function(a){this.redefineClassesAllow=a},"NMethodSweeper::_traversals":function(a){this.traversals=a},"NMethodSweeper::_should_sweep":function(a){this.shouldSweep=a}},optionals:[]}]:[{module:e,functions:{JNI_GetCreatedJavaVMs:["JNI_GetCreatedJavaVMs","int",["pointer","int","pointer"]],_ZN6Method4sizeEb:["Method::size","int",["int"]],_ZN6Method19set_native_functionEPhb:["Method::set_native_function","void",["pointer","pointer","int"]],_ZN6Method21clear_native_functionEv:["Method::clear_native_function","void",["pointer"]],_ZN6Method24restore_unshareable_infoEP10JavaThread:["Method::restore_unshareable_info","void",["pointer","pointer"]],_ZN6Method24restore_unshareable_infoEP6Thread:["Method::restore_unshareable_info","void",["pointer","pointer"]],_ZN6Method11link_methodERK12methodHandleP10JavaThread:["Method::link_method","void",["pointer","pointer","pointer"]],_ZN6Method10jmethod_idEv:["Method::jmethod_id","pointer",["pointer"]],_ZN6Method10clear_codeEv:function(a){let l=new NativeFunction(a,"void",["pointer"],He);this["Method::clear_code"]=function(d){l(d)}},_ZN6Method10clear_codeEb:function(a){let l=new NativeFunction(a,"void",["pointer","int"],He),d=0;this["Method::clear_code"]=function(f){l(f,d)}},_ZN18VM_RedefineClasses19mark_dependent_codeEP13InstanceKlass:["VM_RedefineClasses::mark_dependent_code","void",["pointer","pointer"]],_ZN18VM_RedefineClasses20flush_dependent_codeEv:["VM_RedefineClasses::flush_dependent_code","void",[]],_ZN18VM_RedefineClasses20flush_dependent_codeEP13InstanceKlassP6Thread:["VM_RedefineClasses::flush_dependent_code","void",["pointer","pointer","pointer"]],_ZN18VM_RedefineClasses20flush_dependent_codeE19instanceKlassHandleP6Thread:["VM_RedefineClasses::flush_dependent_code","void",["pointer","pointer","pointer"]],_ZN19ResolvedMethodTable21adjust_method_entriesEPb:["ResolvedMethodTable::adjust_method_entries","void",["pointer"]],_ZN15MemberNameTable21adjust_method_entriesEP13InstanceKlassPb:["MemberNameTable::adjust_method_entries","void",["pointer","pointer","pointer"]],_ZN17ConstantPoolCache21adjust_method_entriesEPb:function(a){let l=new NativeFunction(a,"void",["pointer","pointer"],He);this["ConstantPoolCache::adjust_method_entries"]=function(d,f,p){l(d,p)}},_ZN17ConstantPoolCache21adjust_method_entriesEP13InstanceKlassPb:function(a){let l=new NativeFunction(a,"void",["pointer","pointer","pointer"],He);this["ConstantPoolCache::adjust_method_entries"]=function(d,f,p){l(d,f,p)}},_ZN20ClassLoaderDataGraph10classes_doEP12KlassClosure:["ClassLoaderDataGraph::classes_do","void",["pointer"]],_ZN20ClassLoaderDataGraph22clean_deallocate_listsEb:["ClassLoaderDataGraph::clean_deallocate_lists","void",["int"]],_ZN10JavaThread27thread_from_jni_environmentEP7JNIEnv_:["JavaThread::thread_from_jni_environment","pointer",["pointer"]],_ZN8VMThread7executeEP12VM_Operation:["VMThread::execute","void",["pointer"]],_ZN11OopMapCache22flush_obsolete_entriesEv:["OopMapCache::flush_obsolete_entries","void",["pointer"]],_ZN14NMethodSweeper11force_sweepEv:["NMethodSweeper::force_sweep","void",[]],_ZN14NMethodSweeper16sweep_code_cacheEv:["NMethodSweeper::sweep_code_cache","void",[]],_ZN14NMethodSweeper17sweep_in_progressEv:["NMethodSweeper::sweep_in_progress","bool",[]],JVM_Sleep:["JVM_Sleep","void",["pointer","pointer","long"]]},variables:{_ZN18VM_RedefineClasses14_the_class_oopE:function(a){this.redefineClass=a},_ZN18VM_RedefineClasses10_the_classE:function(a){this.redefineClass=a},_ZN18VM_RedefineClasses25AdjustCpoolCacheAndVtable8do_klassEP5Klass:function(a){this.doKlass=a},_ZN18VM_RedefineClasses22AdjustAndCleanMetadata8do_klassEP5Klass:function(a){this.doKlass=a},_ZTV18VM_RedefineClasses:function(a){this.vtableRedefineClasses=a},_ZN18VM_RedefineClasses4doitEv:function(a){this.redefineClassesDoIt=a},_ZN18VM_RedefineClasses13doit_prologueEv:function(a){this.redefineClassesDoItPrologue=a},_ZN18VM_RedefineClasses13doit_epilogueEv:function(a){this.redefineClassesDoItEpilogue=a},_ZN18VM_RedefineClassesD0Ev:function(a){this.redefineClassesDispose0=a},_ZN18VM_RedefineClassesD1Ev:function(a){this.redefineClassesDispose1=a},_ZNK18VM_RedefineClasses26allow_nested_vm_operationsEv:function(a){this.redefineClassesAllow=a},_ZNK18VM_RedefineClasses14print_on_errorEP12outputStream:function(a){this.redefineClassesOnError=a},_ZN13InstanceKlass33create_new_default_vtable_indicesEiP10JavaThread:function(a){this.createNewDefaultVtableIndices=a},_ZN13InstanceKlass33create_new_default_vtable_indicesEiP6Thread:function(a){this.createNewDefaultVtableIndices=a},_ZN19Abstract_VM_Version19jre_release_versionEv:function(a){let d=new NativeFunction(a,"pointer",[],He)().readCString();this.version=d.startsWith("1.8")?8:d.startsWith("9.")?9:parseInt(d.slice(0,2),10),this.versionS=d},_ZN14NMethodSweeper11_traversalsE:function(a){this.traversals=a},_ZN14NMethodSweeper21_sweep_fractions_leftE:function(a){this.fractions=a},_ZN14NMethodSweeper13_should_sweepE:function(a){this.shouldSweep=a}},optionals:["_ZN6Method24restore_unshareable_infoEP10JavaThread","_ZN6Method24restore_unshareable_infoEP6Thread","_ZN6Method11link_methodERK12methodHandleP10JavaThread","_ZN6Method10clear_codeEv","_ZN6Method10clear_codeEb","_ZN18VM_RedefineClasses19mark_dependent_codeEP13InstanceKlass","_ZN18VM_RedefineClasses20flush_dependent_codeEv","_ZN18VM_RedefineClasses20flush_dependent_codeEP13InstanceKlassP6Thread","_ZN18VM_RedefineClasses20flush_dependent_codeE19instanceKlassHandleP6Thread","_ZN19ResolvedMethodTable21adjust_method_entriesEPb","_ZN15MemberNameTable21adjust_method_entriesEP13InstanceKlassPb","_ZN17ConstantPoolCache21adjust_method_entriesEPb","_ZN17ConstantPoolCache21adjust_method_entriesEP13InstanceKlassPb","_ZN20ClassLoaderDataGraph22clean_deallocate_listsEb","_ZN10JavaThread27thread_from_jni_environmentEP7JNIEnv_","_ZN14NMethodSweeper11force_sweepEv","_ZN14NMethodSweeper17sweep_in_progressEv","_ZN18VM_RedefineClasses14_the_class_oopE","_ZN18VM_RedefineClasses10_the_classE","_ZN18VM_RedefineClasses25AdjustCpoolCacheAndVtable8do_klassEP5Klass","_ZN18VM_RedefineClasses22AdjustAndCleanMetadata8do_klassEP5Klass","_ZN18VM_RedefineClassesD0Ev","_ZN18VM_RedefineClassesD1Ev","_ZNK18VM_RedefineClasses14print_on_errorEP12outputStream","_ZN13InstanceKlass33create_new_default_vtable_indicesEiP10JavaThread","_ZN13InstanceKlass33create_new_default_vtable_indicesEiP6Thread","_ZN14NMethodSweeper21_sweep_fractions_leftE"]}],o=[];if(r.forEach(function(a){let l=a.module,d=a.functions||{},f=a.variables||{},p=new Set(a.optionals||[]),u=l.enumerateExports().reduce(function(h,_){return h[_.name]=_,h},{}),m=l.enumerateSymbols().reduce(function(h,_){return h[_.name]=_,h},u);Object.keys(d).forEach(function(h){let _=m[h];if(_!==void 0){let g=d[h];typeof g=="function"?g.call(n,_.address):n[g[0]]=new NativeFunction(_.address,g[1],g[2],He)}else p.has(h)||o.push(h)}),Object.keys(f).forEach(function(h){let _=m[h];_!==void 0?f[h].call(n,_.address):p.has(h)||o.push(h)})}),o.length>0)throw new Error("Java API only partially available; please file a bug. Missing: "+o.join(", "));let i=Memory.alloc(J),s=Memory.alloc(su);if(ue("JNI_GetCreatedJavaVMs",n.JNI_GetCreatedJavaVMs(i,1,s)),s.readInt()===0)return null;n.vm=i.readPointer();let c=Process.platform==="windows"?{$new:["??2@YAPEAX_K@Z","pointer",["ulong"]],$delete:["??3@YAXPEAX@Z","void",["pointer"]]}:{$new:["_Znwm","pointer",["ulong"]],$delete:["_ZdlPv","void",["pointer"]]};for(let[a,[l,d,f]]of Object.entries(c)){let p=Module.findGlobalExportByName(l);if(p===null&&(p=DebugSymbol.fromName(l).address,p.isNull()))throw new Error(`unable to find C++ allocator API, missing: '${l}'`);n[a]=new NativeFunction(p,d,f,He)}return n.jvmti=_u(n),n["JavaThread::thread_from_jni_environment"]===void 0&&(n["JavaThread::thread_from_jni_environment"]=yu(n)),n}function _u(t){let e=new Te(t),n;return e.perform(()=>{let r=e.tryGetEnvHandle($t.v1_0);if(r===null)throw new Error("JVMTI not available");n=new je(r,e);let o=Memory.alloc(8);o.writeU64(Ht.canTagObjects);let i=n.addCapabilities(o);ue("getEnvJvmti::AddCapabilities",i)}),n}var gu={x64:bu};function yu(t){let e=null,n=gu[Process.arch];if(n!==void 0){let o=new Te(t).perform(i=>i.handle.readPointer().add(6*J).readPointer());e=Oe(o,n,{limit:11})}return e===null?()=>{throw new Error("Unable to make thread_from_jni_environment() helper for the current architecture")}:r=>r.add(e)}function bu(t){if(t.mnemonic!=="lea")return null;let{base:e,disp:n}=t.operands[1].value;return e==="rdi"&&n<0?n:null}function hi(t,e){}var Mr=class{constructor(e){this.methodId=e,this.method=e.readPointer(),this.originalMethod=null,this.newMethod=null,this.resolved=null,this.impl=null,this.key=e.toString(16)}replace(e,n,r,o,i){let{key:s}=this,c=It.get(s);c!==void 0&&(It.delete(s),this.method=c.method,this.originalMethod=c.originalMethod,this.newMethod=c.newMethod,this.resolved=c.resolved),this.impl=e,un.set(s,this),di(o)}revert(e){let{key:n}=this;un.delete(n),It.set(n,this),di(e)}resolveTarget(e,n,r,o){let{resolved:i,originalMethod:s,methodId:c}=this;if(i!==null)return i;if(s===null)return c;s.oldMethod.vtableIndexPtr.writeS32(-2);let l=Memory.alloc(J);return l.writePointer(this.method),this.resolved=l,l}};function di(t){Nr||(Nr=!0,Script.nextTick(vu,t))}function vu(t){let e=new Map(un),n=new Map(It);un.clear(),It.clear(),Nr=!1,t.perform(r=>{let o=Le(),i=o["JavaThread::thread_from_jni_environment"](r.handle),s=!1;mi(()=>{e.forEach(c=>{let{method:a,originalMethod:l,impl:d,methodId:f,newMethod:p}=c;l===null?(c.originalMethod=gi(a),c.newMethod=wu(a,d,i),ui(c.newMethod,f,i)):o["Method::set_native_function"](p.method,d,0)}),n.forEach(c=>{let{originalMethod:a,methodId:l,newMethod:d}=c;if(a!==null){Iu(a);let f=a.oldMethod;f.oldMethod=d,ui(f,l,i),s=!0}})}),s&&Eu(r.handle)})}function Eu(t){let{fractions:e,shouldSweep:n,traversals:r,"NMethodSweeper::sweep_code_cache":o,"NMethodSweeper::sweep_in_progress":i,"NMethodSweeper::force_sweep":s,JVM_Sleep:c}=Le();if(s!==void 0)Thread.sleep(.05),s(),Thread.sleep(.05),s();else{let a=r.readS64(),l=a+2;for(;l>a;)e.writeS32(1),c(t,NULL,50),i()||mi(()=>{Thread.sleep(.05)}),n.readU8()===0&&(e.writeS32(1),o()),a=r.readS64()}}function mi(t,e,n){let{execute:r,vtable:o,vtableSize:i,doItOffset:s,prologueOffset:c,epilogueOffset:a}=hu(),l=Memory.dup(o,i),d=Memory.alloc(J*25);d.writePointer(l);let f=new NativeCallback(t,"void",["pointer"]);l.add(s).writePointer(f);let p=null;e!==void 0&&(p=new NativeCallback(e,"int",["pointer"]),l.add(c).writePointer(p));let u=null;n!==void 0&&(u=new NativeCallback(n,"void",["pointer"]),l.add(a).writePointer(u)),r(d)}function Su(){let{vtableRedefineClasses:t,redefineClassesDoIt:e,redefineClassesDoItPrologue:n,redefineClassesDoItEpilogue:r,redefineClassesOnError:o,redefineClassesAllow:i,redefineClassesDispose0:s,redefineClassesDispose1:c,"VMThread::execute":a}=Le(),l=t.add(2*J),d=15*J,f=Memory.dup(l,d),p=new NativeCallback(()=>{},"void",["pointer"]),u,m,h;for(let _=0;_!==d;_+=J){let g=f.add(_),v=g.readPointer();o!==void 0&&v.equals(o)||s!==void 0&&v.equals(s)||c!==void 0&&v.equals(c)?g.writePointer(p):v.equals(e)?u=_:v.equals(n)?(m=_,g.writePointer(i)):v.equals(r)&&(h=_,g.writePointer(p))}return{execute:a,emptyCallback:p,vtable:f,vtableSize:d,doItOffset:u,prologueOffset:m,epilogueOffset:h}}function _i(t){return new Mr(t)}function ui(t,e,n){let{method:r,oldMethod:o}=t,i=Le();t.methodsArray.add(t.methodIndex*J).writePointer(r),t.vtableIndex>=0&&t.vtable.add(t.vtableIndex*J).writePointer(r),e.writePointer(r),o.accessFlagsPtr.writeU32((o.accessFlags|cu|lu)>>>0);let s=i["OopMapCache::flush_obsolete_entries"];if(s!==void 0){let{oopMapCache:m}=t;m.isNull()||s(m)}let c=i["VM_RedefineClasses::mark_dependent_code"],a=i["VM_RedefineClasses::flush_dependent_code"];c!==void 0?(c(NULL,t.instanceKlass),a()):a(NULL,t.instanceKlass,n);let l=Memory.alloc(1);l.writeU8(1),i["ConstantPoolCache::adjust_method_entries"](t.cache,t.instanceKlass,l);let d=Memory.alloc(3*J),f=Memory.alloc(J);f.writePointer(i.doKlass),d.writePointer(f),d.add(J).writePointer(n),d.add(2*J).writePointer(n),i.redefineClass!==void 0&&i.redefineClass.writePointer(t.instanceKlass),i["ClassLoaderDataGraph::classes_do"](d);let p=i["ResolvedMethodTable::adjust_method_entries"];if(p!==void 0)p(l);else{let{memberNames:m}=t;if(!m.isNull()){let h=i["MemberNameTable::adjust_method_entries"];h!==void 0&&h(m,t.instanceKlass,l)}}let u=i["ClassLoaderDataGraph::clean_deallocate_lists"];u!==void 0&&u(0)}function wu(t,e,n){let r=Le(),o=gi(t);o.constPtr.writePointer(o.const);let i=(o.accessFlags|au|du|uu|fu)>>>0;if(o.accessFlagsPtr.writeU32(i),o.signatureHandler.writePointer(NULL),o.adapter.writePointer(NULL),o.i2iEntry.writePointer(NULL),r["Method::clear_code"](o.method),o.dataPtr.writePointer(NULL),o.countersPtr.writePointer(NULL),o.stackmapPtr.writePointer(NULL),r["Method::clear_native_function"](o.method),r["Method::set_native_function"](o.method,e,0),r["Method::restore_unshareable_info"](o.method,n),r.version>=17){let s=Memory.alloc(2*J);s.writePointer(o.method),s.add(J).writePointer(n),r["Method::link_method"](o.method,s,n)}return o}function gi(t){let e=pi(),n=t.add(e.method.constMethodOffset).readPointer(),r=n.add(e.constMethod.sizeOffset).readS32()*J,o=Memory.alloc(r+e.method.size);Memory.copy(o,n,r);let i=o.add(r);Memory.copy(i,t,e.method.size);let s=fi(i,o,r),c=fi(t,n,r);return s.oldMethod=c,s}function fi(t,e,n){let r=Le(),o=pi(),i=t.add(o.method.constMethodOffset),s=t.add(o.method.methodDataOffset),c=t.add(o.method.methodCountersOffset),a=t.add(o.method.accessFlagsOffset),l=a.readU32(),d=o.getAdapterPointer(t,e),f=t.add(o.method.i2iEntryOffset),p=t.add(o.method.signatureHandlerOffset),u=e.add(o.constMethod.constantPoolOffset).readPointer(),m=e.add(o.constMethod.stackmapDataOffset),h=u.add(o.constantPool.instanceKlassOffset).readPointer(),_=u.add(o.constantPool.cacheOffset).readPointer(),g=pu(),v=h.add(g.methodsOffset).readPointer(),C=v.readS32(),x=v.add(J),M=e.add(o.constMethod.methodIdnumOffset).readU16(),O=t.add(o.method.vtableIndexOffset),N=O.readS32(),L=h.add(g.vtableOffset),S=h.add(g.oopMapCacheOffset).readPointer(),k=r.version>=10?h.add(g.memberNamesOffset).readPointer():NULL;return{method:t,methodSize:o.method.size,const:e,constSize:n,constPtr:i,dataPtr:s,countersPtr:c,stackmapPtr:m,instanceKlass:h,methodsArray:x,methodsCount:C,methodIndex:M,vtableIndex:N,vtableIndexPtr:O,vtable:L,accessFlags:l,accessFlagsPtr:a,adapter:d,i2iEntry:f,signatureHandler:p,memberNames:k,cache:_,oopMapCache:S}}function Iu(t){let{oldMethod:e}=t;e.accessFlagsPtr.writeU32(e.accessFlags),e.vtableIndexPtr.writeS32(e.vtableIndex)}function Cu(){let t=Le(),{version:e}=t,n;e>=17?n="method:early":e>=9&&e<=16?n="const-method":n="method:late";let o=t["Method::size"](1)*J,i=J,s=2*J,c=3*J,a=4*J,l=n==="method:early"?J:0,d=a+l,f=d+4,p=f+4+8,u=p+J,m=l!==0?a:u,h=o-2*J,_=o-J,g=8,v=g+J,C=v+J,x=n==="const-method"?J:0,M=C+x,O=M+14,N=2*J,L=3*J;return{getAdapterPointer:x!==0?function(k,j){return j.add(C)}:function(k,j){return k.add(m)},method:{size:o,constMethodOffset:i,methodDataOffset:s,methodCountersOffset:c,accessFlagsOffset:d,vtableIndexOffset:f,i2iEntryOffset:p,nativeFunctionOffset:h,signatureHandlerOffset:_},constMethod:{constantPoolOffset:g,stackmapDataOffset:v,sizeOffset:M,methodIdnumOffset:O},constantPool:{cacheOffset:N,instanceKlassOffset:L}}}var Au={x64:ku};function xu(){let{version:t,createNewDefaultVtableIndices:e}=Le(),n=Au[Process.arch];if(n===void 0)throw new Error(`Missing vtable offset parser for ${Process.arch}`);let r=Oe(e,n,{limit:32});if(r===null)throw new Error("Unable to deduce vtable offset");let o=t>=10&&t<=11||t>=15?17:18,i=r-7*J,s=r-17*J,c=r-o*J;return{vtableOffset:r,methodsOffset:i,memberNamesOffset:s,oopMapCacheOffset:c}}function ku(t){if(t.mnemonic!=="mov")return null;let e=t.operands[0];if(e.type!=="mem")return null;let{value:n}=e;if(n.scale!==1)return null;let{disp:r}=n;return r<256?null:r+16}var yi=G;try{wt()}catch{yi=Le}var Ct=yi;var Tu=`#include <json-glib/json-glib.h>
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
`,Lu=/(.+)!([^/]+)\/?([isu]+)?/,Ce=null,vi=null,Ze=class t{static build(e,n){return bi(n),vi(e,n,r=>new t(Ce.new(e,r,n)))}static enumerateMethods(e,n,r){bi(r);let o=e.match(Lu);if(o===null)throw new Error("Invalid query; format is: class!method -- see documentation of Java.enumerateMethods(query) for details");let i=Memory.allocUtf8String(o[1]),s=Memory.allocUtf8String(o[2]),c=!1,a=!1,l=!1,d=o[3];d!==void 0&&(c=d.indexOf("s")!==-1,a=d.indexOf("i")!==-1,l=d.indexOf("u")!==-1);let f;if(n.jvmti!==null){let p=Ce.enumerateMethodsJvm(i,s,ot(c),ot(a),ot(l),r);try{f=JSON.parse(p.readUtf8String()).map(u=>{let m=ptr(u.loader);return u.loader=m.isNull()?null:m,u})}finally{Ce.dealloc(p)}}else Ie(r.vm,r,p=>{let u=Ce.enumerateMethodsArt(i,s,ot(c),ot(a),ot(l));try{let m=n["art::JavaVMExt::AddGlobalRef"],{vm:h}=n;f=JSON.parse(u.readUtf8String()).map(_=>{let g=_.loader;return _.loader=g!==0?m(h,p,ptr(g)):null,_})}finally{Ce.dealloc(u)}});return f}constructor(e){this.handle=e}has(e){return Ce.has(this.handle,Memory.allocUtf8String(e))!==0}find(e){return Ce.find(this.handle,Memory.allocUtf8String(e)).readUtf8String()}list(){let e=Ce.list(this.handle);try{return JSON.parse(e.readUtf8String())}finally{Ce.dealloc(e)}}};function bi(t){Ce===null&&(Ce=Nu(t),vi=Mu(Ce,t.vm))}function Nu(t){let e=Ct(),{jvmti:n=null}=e,{pointerSize:r}=Process,o=8,i=r,s=7*r,c=40+5*r,a=o+i+s+c,d=Memory.alloc(a),f=d.add(o),p=f.add(i),{getDeclaredMethods:u,getDeclaredFields:m}=t.javaLangClass(),h=t.javaLangReflectMethod(),_=t.javaLangReflectField(),g=p;[n!==null?n:NULL,u,m,h.getName,h.getModifiers,_.getName,_.getModifiers].forEach(N=>{g=g.writePointer(N).add(r)});let v=p.add(s),{vm:C}=t;if(e.flavor==="art"){let N;if(n!==null)N=[0,0,0,0];else{let j=gr(C).offset;N=[j.ifields,j.methods,j.sfields,j.copiedMethodsOffset]}let L=be(C),S=cn(C),k=v;[1,...N,L.size,L.offset.accessFlags,S.size,S.offset.accessFlags,4294967295].forEach(j=>{k=k.writeUInt(j).add(4)}),[e.artClassLinker.address,e["art::ClassLinker::VisitClasses"],e["art::mirror::Class::GetDescriptor"],e["art::ArtMethod::PrettyMethod"],Process.getModuleByName("libc.so").getExportByName("free")].forEach((j,w)=>{j===void 0&&(j=NULL),k=k.writePointer(j).add(r)})}let x=new CModule(Tu,{lock:d,models:f,java_api:p,art_api:v}),M={exceptions:"propagate"},O={exceptions:"propagate",scheduling:"exclusive"};return{handle:x,new:new NativeFunction(x.model_new,"pointer",["pointer","pointer","pointer"],M),has:new NativeFunction(x.model_has,"bool",["pointer","pointer"],O),find:new NativeFunction(x.model_find,"pointer",["pointer","pointer"],O),list:new NativeFunction(x.model_list,"pointer",["pointer"],O),enumerateMethodsArt:new NativeFunction(x.enumerate_methods_art,"pointer",["pointer","pointer","bool","bool","bool"],M),enumerateMethodsJvm:new NativeFunction(x.enumerate_methods_jvm,"pointer",["pointer","pointer","bool","bool","bool","pointer"],M),dealloc:new NativeFunction(x.dealloc,"void",["pointer"],O)}}function Mu(t,e){let n=Ct();if(n.flavor!=="art")return ju;let r=n["art::JavaVMExt::DecodeGlobal"];return function(o,i,s){let c;return Ie(e,i,a=>{let l=r(e,a,o);c=s(l)}),c}}function ju(t,e,n){return n(NULL)}function ot(t){return t?1:0}var At=class{constructor(e,n){this.items=new Map,this.capacity=e,this.destroy=n}dispose(e){let{items:n,destroy:r}=this;n.forEach(o=>{r(o,e)}),n.clear()}get(e){let{items:n}=this,r=n.get(e);return r!==void 0&&(n.delete(e),n.set(e,r)),r}set(e,n,r){let{items:o}=this,i=o.get(e);if(i!==void 0)o.delete(e),this.destroy(i,r);else if(o.size===this.capacity){let s=o.keys().next().value,c=o.get(s);o.delete(s),this.destroy(c,r)}o.set(e,n)}};var Ne=[],Ae=[],jr="ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";for(let t=0,e=jr.length;t<e;++t)Ne[t]=jr[t],Ae[jr.charCodeAt(t)]=t;Ae[45]=62;Ae[95]=63;function Ou(t){let e=t.length;if(e%4>0)throw new Error("Invalid string. Length must be a multiple of 4");let n=t.indexOf("=");n===-1&&(n=e);let r=n===e?0:4-n%4;return[n,r]}function Pu(t,e,n){return(e+n)*3/4-n}function Ei(t){let e=Ou(t),n=e[0],r=e[1],o=new Uint8Array(Pu(t,n,r)),i=0,s=r>0?n-4:n,c;for(c=0;c<s;c+=4){let a=Ae[t.charCodeAt(c)]<<18|Ae[t.charCodeAt(c+1)]<<12|Ae[t.charCodeAt(c+2)]<<6|Ae[t.charCodeAt(c+3)];o[i++]=a>>16&255,o[i++]=a>>8&255,o[i++]=a&255}if(r===2){let a=Ae[t.charCodeAt(c)]<<2|Ae[t.charCodeAt(c+1)]>>4;o[i++]=a&255}if(r===1){let a=Ae[t.charCodeAt(c)]<<10|Ae[t.charCodeAt(c+1)]<<4|Ae[t.charCodeAt(c+2)]>>2;o[i++]=a>>8&255,o[i++]=a&255}return o}function Ru(t){return Ne[t>>18&63]+Ne[t>>12&63]+Ne[t>>6&63]+Ne[t&63]}function Fu(t,e,n){let r=[];for(let o=e;o<n;o+=3){let i=(t[o]<<16&16711680)+(t[o+1]<<8&65280)+(t[o+2]&255);r.push(Ru(i))}return r.join("")}function Or(t){let e=t.length,n=e%3,r=[],o=16383;for(let i=0,s=e-n;i<s;i+=o)r.push(Fu(t,i,i+o>s?s:i+o));if(n===1){let i=t[e-1];r.push(Ne[i>>2]+Ne[i<<4&63]+"==")}else if(n===2){let i=(t[e-2]<<8)+t[e-1];r.push(Ne[i>>10]+Ne[i>>4&63]+Ne[i<<2&63]+"=")}return r.join("")}function xt(t,e,n,r,o){let i,s,c=o*8-r-1,a=(1<<c)-1,l=a>>1,d=-7,f=n?o-1:0,p=n?-1:1,u=t[e+f];for(f+=p,i=u&(1<<-d)-1,u>>=-d,d+=c;d>0;)i=i*256+t[e+f],f+=p,d-=8;for(s=i&(1<<-d)-1,i>>=-d,d+=r;d>0;)s=s*256+t[e+f],f+=p,d-=8;if(i===0)i=1-l;else{if(i===a)return s?NaN:(u?-1:1)*(1/0);s=s+Math.pow(2,r),i=i-l}return(u?-1:1)*s*Math.pow(2,i-r)}function Pr(t,e,n,r,o,i){let s,c,a,l=i*8-o-1,d=(1<<l)-1,f=d>>1,p=o===23?Math.pow(2,-24)-Math.pow(2,-77):0,u=r?0:i-1,m=r?1:-1,h=e<0||e===0&&1/e<0?1:0;for(e=Math.abs(e),isNaN(e)||e===1/0?(c=isNaN(e)?1:0,s=d):(s=Math.floor(Math.log(e)/Math.LN2),e*(a=Math.pow(2,-s))<1&&(s--,a*=2),s+f>=1?e+=p/a:e+=p*Math.pow(2,1-f),e*a>=2&&(s++,a/=2),s+f>=d?(c=0,s=d):s+f>=1?(c=(e*a-1)*Math.pow(2,o),s=s+f):(c=e*Math.pow(2,f-1)*Math.pow(2,o),s=0));o>=8;)t[n+u]=c&255,u+=m,c/=256,o-=8;for(s=s<<o|c,l+=o;l>0;)t[n+u]=s&255,u+=m,s/=256,l-=8;t[n+u-m]|=h*128}var Vu={INSPECT_MAX_BYTES:50},Rr=2147483647;y.TYPED_ARRAY_SUPPORT=!0;Object.defineProperty(y.prototype,"parent",{enumerable:!0,get:function(){if(y.isBuffer(this))return this.buffer}});Object.defineProperty(y.prototype,"offset",{enumerable:!0,get:function(){if(y.isBuffer(this))return this.byteOffset}});function Pe(t){if(t>Rr)throw new RangeError('The value "'+t+'" is invalid for option "size"');let e=new Uint8Array(t);return Object.setPrototypeOf(e,y.prototype),e}function y(t,e,n){if(typeof t=="number"){if(typeof e=="string")throw new TypeError('The "string" argument must be of type string. Received type number');return Vr(t)}return Ci(t,e,n)}y.poolSize=8192;function Ci(t,e,n){if(typeof t=="string")return zu(t,e);if(ArrayBuffer.isView(t))return Ju(t);if(t==null)throw new TypeError("The first argument must be one of type string, Buffer, ArrayBuffer, Array, or Array-like Object. Received type "+typeof t);if(t instanceof ArrayBuffer||t&&t.buffer instanceof ArrayBuffer||t instanceof SharedArrayBuffer||t&&t.buffer instanceof SharedArrayBuffer)return Dr(t,e,n);if(typeof t=="number")throw new TypeError('The "value" argument must not be of type number. Received type number');let r=t.valueOf&&t.valueOf();if(r!=null&&r!==t)return y.from(r,e,n);let o=Gu(t);if(o)return o;if(typeof Symbol<"u"&&Symbol.toPrimitive!=null&&typeof t[Symbol.toPrimitive]=="function")return y.from(t[Symbol.toPrimitive]("string"),e,n);throw new TypeError("The first argument must be one of type string, Buffer, ArrayBuffer, Array, or Array-like Object. Received type "+typeof t)}y.from=function(t,e,n){return Ci(t,e,n)};Object.setPrototypeOf(y.prototype,Uint8Array.prototype);Object.setPrototypeOf(y,Uint8Array);function Ai(t){if(typeof t!="number")throw new TypeError('"size" argument must be of type number');if(t<0)throw new RangeError('The value "'+t+'" is invalid for option "size"')}function Bu(t,e,n){return Ai(t),t<=0?Pe(t):e!==void 0?typeof n=="string"?Pe(t).fill(e,n):Pe(t).fill(e):Pe(t)}y.alloc=function(t,e,n){return Bu(t,e,n)};function Vr(t){return Ai(t),Pe(t<0?0:Br(t)|0)}y.allocUnsafe=function(t){return Vr(t)};y.allocUnsafeSlow=function(t){return Vr(t)};function zu(t,e){if((typeof e!="string"||e==="")&&(e="utf8"),!y.isEncoding(e))throw new TypeError("Unknown encoding: "+e);let n=xi(t,e)|0,r=Pe(n),o=r.write(t,e);return o!==n&&(r=r.slice(0,o)),r}function Fr(t){let e=t.length<0?0:Br(t.length)|0,n=Pe(e);for(let r=0;r<e;r+=1)n[r]=t[r]&255;return n}function Ju(t){if(t instanceof Uint8Array){let e=new Uint8Array(t);return Dr(e.buffer,e.byteOffset,e.byteLength)}return Fr(t)}function Dr(t,e,n){if(e<0||t.byteLength<e)throw new RangeError('"offset" is outside of buffer bounds');if(t.byteLength<e+(n||0))throw new RangeError('"length" is outside of buffer bounds');let r;return e===void 0&&n===void 0?r=new Uint8Array(t):n===void 0?r=new Uint8Array(t,e):r=new Uint8Array(t,e,n),Object.setPrototypeOf(r,y.prototype),r}function Gu(t){if(y.isBuffer(t)){let e=Br(t.length)|0,n=Pe(e);return n.length===0||t.copy(n,0,0,e),n}if(t.length!==void 0)return typeof t.length!="number"||Number.isNaN(t.length)?Pe(0):Fr(t);if(t.type==="Buffer"&&Array.isArray(t.data))return Fr(t.data)}function Br(t){if(t>=Rr)throw new RangeError("Attempt to allocate Buffer larger than maximum size: 0x"+Rr.toString(16)+" bytes");return t|0}y.isBuffer=function(e){return e!=null&&e._isBuffer===!0&&e!==y.prototype};y.compare=function(e,n){if(e instanceof Uint8Array&&(e=y.from(e,e.offset,e.byteLength)),n instanceof Uint8Array&&(n=y.from(n,n.offset,n.byteLength)),!y.isBuffer(e)||!y.isBuffer(n))throw new TypeError('The "buf1", "buf2" arguments must be one of type Buffer or Uint8Array');if(e===n)return 0;let r=e.length,o=n.length;for(let i=0,s=Math.min(r,o);i<s;++i)if(e[i]!==n[i]){r=e[i],o=n[i];break}return r<o?-1:o<r?1:0};y.isEncoding=function(e){switch(String(e).toLowerCase()){case"hex":case"utf8":case"utf-8":case"ascii":case"latin1":case"binary":case"base64":case"ucs2":case"ucs-2":case"utf16le":case"utf-16le":return!0;default:return!1}};y.concat=function(e,n){if(!Array.isArray(e))throw new TypeError('"list" argument must be an Array of Buffers');if(e.length===0)return y.alloc(0);let r;if(n===void 0)for(n=0,r=0;r<e.length;++r)n+=e[r].length;let o=y.allocUnsafe(n),i=0;for(r=0;r<e.length;++r){let s=e[r];if(s instanceof Uint8Array)i+s.length>o.length?(y.isBuffer(s)||(s=y.from(s.buffer,s.byteOffset,s.byteLength)),s.copy(o,i)):Uint8Array.prototype.set.call(o,s,i);else if(y.isBuffer(s))s.copy(o,i);else throw new TypeError('"list" argument must be an Array of Buffers');i+=s.length}return o};function xi(t,e){if(y.isBuffer(t))return t.length;if(ArrayBuffer.isView(t)||t instanceof ArrayBuffer)return t.byteLength;if(typeof t!="string")throw new TypeError('The "string" argument must be one of type string, Buffer, or ArrayBuffer. Received type '+typeof t);let n=t.length,r=arguments.length>2&&arguments[2]===!0;if(!r&&n===0)return 0;let o=!1;for(;;)switch(e){case"ascii":case"latin1":case"binary":return n;case"utf8":case"utf-8":return Ur(t).length;case"ucs2":case"ucs-2":case"utf16le":case"utf-16le":return n*2;case"hex":return n>>>1;case"base64":return Ri(t).length;default:if(o)return r?-1:Ur(t).length;e=(""+e).toLowerCase(),o=!0}}y.byteLength=xi;function $u(t,e,n){let r=!1;if((e===void 0||e<0)&&(e=0),e>this.length||((n===void 0||n>this.length)&&(n=this.length),n<=0)||(n>>>=0,e>>>=0,n<=e))return"";for(t||(t="utf8");;)switch(t){case"hex":return tf(this,e,n);case"utf8":case"utf-8":return Ti(this,e,n);case"ascii":return Yu(this,e,n);case"latin1":case"binary":return ef(this,e,n);case"base64":return Qu(this,e,n);case"ucs2":case"ucs-2":case"utf16le":case"utf-16le":return nf(this,e,n);default:if(r)throw new TypeError("Unknown encoding: "+t);t=(t+"").toLowerCase(),r=!0}}y.prototype._isBuffer=!0;function We(t,e,n){let r=t[e];t[e]=t[n],t[n]=r}y.prototype.swap16=function(){let e=this.length;if(e%2!==0)throw new RangeError("Buffer size must be a multiple of 16-bits");for(let n=0;n<e;n+=2)We(this,n,n+1);return this};y.prototype.swap32=function(){let e=this.length;if(e%4!==0)throw new RangeError("Buffer size must be a multiple of 32-bits");for(let n=0;n<e;n+=4)We(this,n,n+3),We(this,n+1,n+2);return this};y.prototype.swap64=function(){let e=this.length;if(e%8!==0)throw new RangeError("Buffer size must be a multiple of 64-bits");for(let n=0;n<e;n+=8)We(this,n,n+7),We(this,n+1,n+6),We(this,n+2,n+5),We(this,n+3,n+4);return this};y.prototype.toString=function(){let e=this.length;return e===0?"":arguments.length===0?Ti(this,0,e):$u.apply(this,arguments)};y.prototype.toLocaleString=y.prototype.toString;y.prototype.equals=function(e){if(!y.isBuffer(e))throw new TypeError("Argument must be a Buffer");return this===e?!0:y.compare(this,e)===0};y.prototype.inspect=function(){let e="",n=Vu.INSPECT_MAX_BYTES;return e=this.toString("hex",0,n).replace(/(.{2})/g,"$1 ").trim(),this.length>n&&(e+=" ... "),"<Buffer "+e+">"};y.prototype[Symbol.for("nodejs.util.inspect.custom")]=y.prototype.inspect;y.prototype.compare=function(e,n,r,o,i){if(e instanceof Uint8Array&&(e=y.from(e,e.offset,e.byteLength)),!y.isBuffer(e))throw new TypeError('The "target" argument must be one of type Buffer or Uint8Array. Received type '+typeof e);if(n===void 0&&(n=0),r===void 0&&(r=e?e.length:0),o===void 0&&(o=0),i===void 0&&(i=this.length),n<0||r>e.length||o<0||i>this.length)throw new RangeError("out of range index");if(o>=i&&n>=r)return 0;if(o>=i)return-1;if(n>=r)return 1;if(n>>>=0,r>>>=0,o>>>=0,i>>>=0,this===e)return 0;let s=i-o,c=r-n,a=Math.min(s,c),l=this.slice(o,i),d=e.slice(n,r);for(let f=0;f<a;++f)if(l[f]!==d[f]){s=l[f],c=d[f];break}return s<c?-1:c<s?1:0};function ki(t,e,n,r,o){if(t.length===0)return-1;if(typeof n=="string"?(r=n,n=0):n>2147483647?n=2147483647:n<-2147483648&&(n=-2147483648),n=+n,Number.isNaN(n)&&(n=o?0:t.length-1),n<0&&(n=t.length+n),n>=t.length){if(o)return-1;n=t.length-1}else if(n<0)if(o)n=0;else return-1;if(typeof e=="string"&&(e=y.from(e,r)),y.isBuffer(e))return e.length===0?-1:Si(t,e,n,r,o);if(typeof e=="number")return e=e&255,typeof Uint8Array.prototype.indexOf=="function"?o?Uint8Array.prototype.indexOf.call(t,e,n):Uint8Array.prototype.lastIndexOf.call(t,e,n):Si(t,[e],n,r,o);throw new TypeError("val must be string, number or Buffer")}function Si(t,e,n,r,o){let i=1,s=t.length,c=e.length;if(r!==void 0&&(r=String(r).toLowerCase(),r==="ucs2"||r==="ucs-2"||r==="utf16le"||r==="utf-16le")){if(t.length<2||e.length<2)return-1;i=2,s/=2,c/=2,n/=2}function a(d,f){return i===1?d[f]:d.readUInt16BE(f*i)}let l;if(o){let d=-1;for(l=n;l<s;l++)if(a(t,l)===a(e,d===-1?0:l-d)){if(d===-1&&(d=l),l-d+1===c)return d*i}else d!==-1&&(l-=l-d),d=-1}else for(n+c>s&&(n=s-c),l=n;l>=0;l--){let d=!0;for(let f=0;f<c;f++)if(a(t,l+f)!==a(e,f)){d=!1;break}if(d)return l}return-1}y.prototype.includes=function(e,n,r){return this.indexOf(e,n,r)!==-1};y.prototype.indexOf=function(e,n,r){return ki(this,e,n,r,!0)};y.prototype.lastIndexOf=function(e,n,r){return ki(this,e,n,r,!1)};function Hu(t,e,n,r){n=Number(n)||0;let o=t.length-n;r?(r=Number(r),r>o&&(r=o)):r=o;let i=e.length;r>i/2&&(r=i/2);let s;for(s=0;s<r;++s){let c=parseInt(e.substr(s*2,2),16);if(Number.isNaN(c))return s;t[n+s]=c}return s}function Zu(t,e,n,r){return fn(Ur(e,t.length-n),t,n,r)}function Wu(t,e,n,r){return fn(af(e),t,n,r)}function qu(t,e,n,r){return fn(Ri(e),t,n,r)}function Ku(t,e,n,r){return fn(cf(e,t.length-n),t,n,r)}y.prototype.write=function(e,n,r,o){if(n===void 0)o="utf8",r=this.length,n=0;else if(r===void 0&&typeof n=="string")o=n,r=this.length,n=0;else if(isFinite(n))n=n>>>0,isFinite(r)?(r=r>>>0,o===void 0&&(o="utf8")):(o=r,r=void 0);else throw new Error("Buffer.write(string, encoding, offset[, length]) is no longer supported");let i=this.length-n;if((r===void 0||r>i)&&(r=i),e.length>0&&(r<0||n<0)||n>this.length)throw new RangeError("Attempt to write outside buffer bounds");o||(o="utf8");let s=!1;for(;;)switch(o){case"hex":return Hu(this,e,n,r);case"utf8":case"utf-8":return Zu(this,e,n,r);case"ascii":case"latin1":case"binary":return Wu(this,e,n,r);case"base64":return qu(this,e,n,r);case"ucs2":case"ucs-2":case"utf16le":case"utf-16le":return Ku(this,e,n,r);default:if(s)throw new TypeError("Unknown encoding: "+o);o=(""+o).toLowerCase(),s=!0}};y.prototype.toJSON=function(){return{type:"Buffer",data:Array.prototype.slice.call(this._arr||this,0)}};function Qu(t,e,n){return e===0&&n===t.length?Or(t):Or(t.slice(e,n))}function Ti(t,e,n){n=Math.min(t.length,n);let r=[],o=e;for(;o<n;){let i=t[o],s=null,c=i>239?4:i>223?3:i>191?2:1;if(o+c<=n){let a,l,d,f;switch(c){case 1:i<128&&(s=i);break;case 2:a=t[o+1],(a&192)===128&&(f=(i&31)<<6|a&63,f>127&&(s=f));break;case 3:a=t[o+1],l=t[o+2],(a&192)===128&&(l&192)===128&&(f=(i&15)<<12|(a&63)<<6|l&63,f>2047&&(f<55296||f>57343)&&(s=f));break;case 4:a=t[o+1],l=t[o+2],d=t[o+3],(a&192)===128&&(l&192)===128&&(d&192)===128&&(f=(i&15)<<18|(a&63)<<12|(l&63)<<6|d&63,f>65535&&f<1114112&&(s=f))}}s===null?(s=65533,c=1):s>65535&&(s-=65536,r.push(s>>>10&1023|55296),s=56320|s&1023),r.push(s),o+=c}return Xu(r)}var wi=4096;function Xu(t){let e=t.length;if(e<=wi)return String.fromCharCode.apply(String,t);let n="",r=0;for(;r<e;)n+=String.fromCharCode.apply(String,t.slice(r,r+=wi));return n}function Yu(t,e,n){let r="";n=Math.min(t.length,n);for(let o=e;o<n;++o)r+=String.fromCharCode(t[o]&127);return r}function ef(t,e,n){let r="";n=Math.min(t.length,n);for(let o=e;o<n;++o)r+=String.fromCharCode(t[o]);return r}function tf(t,e,n){let r=t.length;(!e||e<0)&&(e=0),(!n||n<0||n>r)&&(n=r);let o="";for(let i=e;i<n;++i)o+=lf[t[i]];return o}function nf(t,e,n){let r=t.slice(e,n),o="";for(let i=0;i<r.length-1;i+=2)o+=String.fromCharCode(r[i]+r[i+1]*256);return o}y.prototype.slice=function(e,n){let r=this.length;e=~~e,n=n===void 0?r:~~n,e<0?(e+=r,e<0&&(e=0)):e>r&&(e=r),n<0?(n+=r,n<0&&(n=0)):n>r&&(n=r),n<e&&(n=e);let o=this.subarray(e,n);return Object.setPrototypeOf(o,y.prototype),o};function ae(t,e,n){if(t%1!==0||t<0)throw new RangeError("offset is not uint");if(t+e>n)throw new RangeError("Trying to access beyond buffer length")}y.prototype.readUintLE=y.prototype.readUIntLE=function(e,n,r){e=e>>>0,n=n>>>0,r||ae(e,n,this.length);let o=this[e],i=1,s=0;for(;++s<n&&(i*=256);)o+=this[e+s]*i;return o};y.prototype.readUintBE=y.prototype.readUIntBE=function(e,n,r){e=e>>>0,n=n>>>0,r||ae(e,n,this.length);let o=this[e+--n],i=1;for(;n>0&&(i*=256);)o+=this[e+--n]*i;return o};y.prototype.readUint8=y.prototype.readUInt8=function(e,n){return e=e>>>0,n||ae(e,1,this.length),this[e]};y.prototype.readUint16LE=y.prototype.readUInt16LE=function(e,n){return e=e>>>0,n||ae(e,2,this.length),this[e]|this[e+1]<<8};y.prototype.readUint16BE=y.prototype.readUInt16BE=function(e,n){return e=e>>>0,n||ae(e,2,this.length),this[e]<<8|this[e+1]};y.prototype.readUint32LE=y.prototype.readUInt32LE=function(e,n){return e=e>>>0,n||ae(e,4,this.length),(this[e]|this[e+1]<<8|this[e+2]<<16)+this[e+3]*16777216};y.prototype.readUint32BE=y.prototype.readUInt32BE=function(e,n){return e=e>>>0,n||ae(e,4,this.length),this[e]*16777216+(this[e+1]<<16|this[e+2]<<8|this[e+3])};y.prototype.readBigUInt64LE=function(e){e=e>>>0,st(e,"offset");let n=this[e],r=this[e+7];(n===void 0||r===void 0)&&kt(e,this.length-8);let o=n+this[++e]*2**8+this[++e]*2**16+this[++e]*2**24,i=this[++e]+this[++e]*2**8+this[++e]*2**16+r*2**24;return BigInt(o)+(BigInt(i)<<BigInt(32))};y.prototype.readBigUInt64BE=function(e){e=e>>>0,st(e,"offset");let n=this[e],r=this[e+7];(n===void 0||r===void 0)&&kt(e,this.length-8);let o=n*2**24+this[++e]*2**16+this[++e]*2**8+this[++e],i=this[++e]*2**24+this[++e]*2**16+this[++e]*2**8+r;return(BigInt(o)<<BigInt(32))+BigInt(i)};y.prototype.readIntLE=function(e,n,r){e=e>>>0,n=n>>>0,r||ae(e,n,this.length);let o=this[e],i=1,s=0;for(;++s<n&&(i*=256);)o+=this[e+s]*i;return i*=128,o>=i&&(o-=Math.pow(2,8*n)),o};y.prototype.readIntBE=function(e,n,r){e=e>>>0,n=n>>>0,r||ae(e,n,this.length);let o=n,i=1,s=this[e+--o];for(;o>0&&(i*=256);)s+=this[e+--o]*i;return i*=128,s>=i&&(s-=Math.pow(2,8*n)),s};y.prototype.readInt8=function(e,n){return e=e>>>0,n||ae(e,1,this.length),this[e]&128?(255-this[e]+1)*-1:this[e]};y.prototype.readInt16LE=function(e,n){e=e>>>0,n||ae(e,2,this.length);let r=this[e]|this[e+1]<<8;return r&32768?r|4294901760:r};y.prototype.readInt16BE=function(e,n){e=e>>>0,n||ae(e,2,this.length);let r=this[e+1]|this[e]<<8;return r&32768?r|4294901760:r};y.prototype.readInt32LE=function(e,n){return e=e>>>0,n||ae(e,4,this.length),this[e]|this[e+1]<<8|this[e+2]<<16|this[e+3]<<24};y.prototype.readInt32BE=function(e,n){return e=e>>>0,n||ae(e,4,this.length),this[e]<<24|this[e+1]<<16|this[e+2]<<8|this[e+3]};y.prototype.readBigInt64LE=function(e){e=e>>>0,st(e,"offset");let n=this[e],r=this[e+7];(n===void 0||r===void 0)&&kt(e,this.length-8);let o=this[e+4]+this[e+5]*2**8+this[e+6]*2**16+(r<<24);return(BigInt(o)<<BigInt(32))+BigInt(n+this[++e]*2**8+this[++e]*2**16+this[++e]*2**24)};y.prototype.readBigInt64BE=function(e){e=e>>>0,st(e,"offset");let n=this[e],r=this[e+7];(n===void 0||r===void 0)&&kt(e,this.length-8);let o=(n<<24)+this[++e]*2**16+this[++e]*2**8+this[++e];return(BigInt(o)<<BigInt(32))+BigInt(this[++e]*2**24+this[++e]*2**16+this[++e]*2**8+r)};y.prototype.readFloatLE=function(e,n){return e=e>>>0,n||ae(e,4,this.length),xt(this,e,!0,23,4)};y.prototype.readFloatBE=function(e,n){return e=e>>>0,n||ae(e,4,this.length),xt(this,e,!1,23,4)};y.prototype.readDoubleLE=function(e,n){return e=e>>>0,n||ae(e,8,this.length),xt(this,e,!0,52,8)};y.prototype.readDoubleBE=function(e,n){return e=e>>>0,n||ae(e,8,this.length),xt(this,e,!1,52,8)};function me(t,e,n,r,o,i){if(!y.isBuffer(t))throw new TypeError('"buffer" argument must be a Buffer instance');if(e>o||e<i)throw new RangeError('"value" argument is out of bounds');if(n+r>t.length)throw new RangeError("Index out of range")}y.prototype.writeUintLE=y.prototype.writeUIntLE=function(e,n,r,o){if(e=+e,n=n>>>0,r=r>>>0,!o){let c=Math.pow(2,8*r)-1;me(this,e,n,r,c,0)}let i=1,s=0;for(this[n]=e&255;++s<r&&(i*=256);)this[n+s]=e/i&255;return n+r};y.prototype.writeUintBE=y.prototype.writeUIntBE=function(e,n,r,o){if(e=+e,n=n>>>0,r=r>>>0,!o){let c=Math.pow(2,8*r)-1;me(this,e,n,r,c,0)}let i=r-1,s=1;for(this[n+i]=e&255;--i>=0&&(s*=256);)this[n+i]=e/s&255;return n+r};y.prototype.writeUint8=y.prototype.writeUInt8=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,1,255,0),this[n]=e&255,n+1};y.prototype.writeUint16LE=y.prototype.writeUInt16LE=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,2,65535,0),this[n]=e&255,this[n+1]=e>>>8,n+2};y.prototype.writeUint16BE=y.prototype.writeUInt16BE=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,2,65535,0),this[n]=e>>>8,this[n+1]=e&255,n+2};y.prototype.writeUint32LE=y.prototype.writeUInt32LE=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,4,4294967295,0),this[n+3]=e>>>24,this[n+2]=e>>>16,this[n+1]=e>>>8,this[n]=e&255,n+4};y.prototype.writeUint32BE=y.prototype.writeUInt32BE=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,4,4294967295,0),this[n]=e>>>24,this[n+1]=e>>>16,this[n+2]=e>>>8,this[n+3]=e&255,n+4};function Li(t,e,n,r,o){Pi(e,r,o,t,n,7);let i=Number(e&BigInt(4294967295));t[n++]=i,i=i>>8,t[n++]=i,i=i>>8,t[n++]=i,i=i>>8,t[n++]=i;let s=Number(e>>BigInt(32)&BigInt(4294967295));return t[n++]=s,s=s>>8,t[n++]=s,s=s>>8,t[n++]=s,s=s>>8,t[n++]=s,n}function Ni(t,e,n,r,o){Pi(e,r,o,t,n,7);let i=Number(e&BigInt(4294967295));t[n+7]=i,i=i>>8,t[n+6]=i,i=i>>8,t[n+5]=i,i=i>>8,t[n+4]=i;let s=Number(e>>BigInt(32)&BigInt(4294967295));return t[n+3]=s,s=s>>8,t[n+2]=s,s=s>>8,t[n+1]=s,s=s>>8,t[n]=s,n+8}y.prototype.writeBigUInt64LE=function(e,n=0){return Li(this,e,n,BigInt(0),BigInt("0xffffffffffffffff"))};y.prototype.writeBigUInt64BE=function(e,n=0){return Ni(this,e,n,BigInt(0),BigInt("0xffffffffffffffff"))};y.prototype.writeIntLE=function(e,n,r,o){if(e=+e,n=n>>>0,!o){let a=Math.pow(2,8*r-1);me(this,e,n,r,a-1,-a)}let i=0,s=1,c=0;for(this[n]=e&255;++i<r&&(s*=256);)e<0&&c===0&&this[n+i-1]!==0&&(c=1),this[n+i]=(e/s>>0)-c&255;return n+r};y.prototype.writeIntBE=function(e,n,r,o){if(e=+e,n=n>>>0,!o){let a=Math.pow(2,8*r-1);me(this,e,n,r,a-1,-a)}let i=r-1,s=1,c=0;for(this[n+i]=e&255;--i>=0&&(s*=256);)e<0&&c===0&&this[n+i+1]!==0&&(c=1),this[n+i]=(e/s>>0)-c&255;return n+r};y.prototype.writeInt8=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,1,127,-128),e<0&&(e=255+e+1),this[n]=e&255,n+1};y.prototype.writeInt16LE=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,2,32767,-32768),this[n]=e&255,this[n+1]=e>>>8,n+2};y.prototype.writeInt16BE=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,2,32767,-32768),this[n]=e>>>8,this[n+1]=e&255,n+2};y.prototype.writeInt32LE=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,4,2147483647,-2147483648),this[n]=e&255,this[n+1]=e>>>8,this[n+2]=e>>>16,this[n+3]=e>>>24,n+4};y.prototype.writeInt32BE=function(e,n,r){return e=+e,n=n>>>0,r||me(this,e,n,4,2147483647,-2147483648),e<0&&(e=4294967295+e+1),this[n]=e>>>24,this[n+1]=e>>>16,this[n+2]=e>>>8,this[n+3]=e&255,n+4};y.prototype.writeBigInt64LE=function(e,n=0){return Li(this,e,n,-BigInt("0x8000000000000000"),BigInt("0x7fffffffffffffff"))};y.prototype.writeBigInt64BE=function(e,n=0){return Ni(this,e,n,-BigInt("0x8000000000000000"),BigInt("0x7fffffffffffffff"))};function Mi(t,e,n,r,o,i){if(n+r>t.length)throw new RangeError("Index out of range");if(n<0)throw new RangeError("Index out of range")}function ji(t,e,n,r,o){return e=+e,n=n>>>0,o||Mi(t,e,n,4,34028234663852886e22,-34028234663852886e22),Pr(t,e,n,r,23,4),n+4}y.prototype.writeFloatLE=function(e,n,r){return ji(this,e,n,!0,r)};y.prototype.writeFloatBE=function(e,n,r){return ji(this,e,n,!1,r)};function Oi(t,e,n,r,o){return e=+e,n=n>>>0,o||Mi(t,e,n,8,17976931348623157e292,-17976931348623157e292),Pr(t,e,n,r,52,8),n+8}y.prototype.writeDoubleLE=function(e,n,r){return Oi(this,e,n,!0,r)};y.prototype.writeDoubleBE=function(e,n,r){return Oi(this,e,n,!1,r)};y.prototype.copy=function(e,n,r,o){if(!y.isBuffer(e))throw new TypeError("argument should be a Buffer");if(r||(r=0),!o&&o!==0&&(o=this.length),n>=e.length&&(n=e.length),n||(n=0),o>0&&o<r&&(o=r),o===r||e.length===0||this.length===0)return 0;if(n<0)throw new RangeError("targetStart out of bounds");if(r<0||r>=this.length)throw new RangeError("Index out of range");if(o<0)throw new RangeError("sourceEnd out of bounds");o>this.length&&(o=this.length),e.length-n<o-r&&(o=e.length-n+r);let i=o-r;return this===e?this.copyWithin(n,r,o):Uint8Array.prototype.set.call(e,this.subarray(r,o),n),i};y.prototype.fill=function(e,n,r,o){if(typeof e=="string"){if(typeof n=="string"?(o=n,n=0,r=this.length):typeof r=="string"&&(o=r,r=this.length),o!==void 0&&typeof o!="string")throw new TypeError("encoding must be a string");if(typeof o=="string"&&!y.isEncoding(o))throw new TypeError("Unknown encoding: "+o);if(e.length===1){let s=e.charCodeAt(0);(o==="utf8"&&s<128||o==="latin1")&&(e=s)}}else typeof e=="number"?e=e&255:typeof e=="boolean"&&(e=Number(e));if(n<0||this.length<n||this.length<r)throw new RangeError("Out of range index");if(r<=n)return this;n=n>>>0,r=r===void 0?this.length:r>>>0,e||(e=0);let i;if(typeof e=="number")for(i=n;i<r;++i)this[i]=e;else{let s=y.isBuffer(e)?e:y.from(e,o),c=s.length;if(c===0)throw new TypeError('The value "'+e+'" is invalid for argument "value"');for(i=0;i<r-n;++i)this[i+n]=s[i%c]}return this};var it={};function zr(t,e,n){it[t]=class extends n{constructor(){super(),Object.defineProperty(this,"message",{value:e.apply(this,arguments),writable:!0,configurable:!0}),this.name=`${this.name} [${t}]`,this.stack,delete this.name}get code(){return t}set code(o){Object.defineProperty(this,"code",{configurable:!0,enumerable:!0,value:o,writable:!0})}toString(){return`${this.name} [${t}]: ${this.message}`}}}zr("ERR_BUFFER_OUT_OF_BOUNDS",function(t){return t?`${t} is outside of buffer bounds`:"Attempt to access memory outside buffer bounds"},RangeError);zr("ERR_INVALID_ARG_TYPE",function(t,e){return`The "${t}" argument must be of type number. Received type ${typeof e}`},TypeError);zr("ERR_OUT_OF_RANGE",function(t,e,n){let r=`The value of "${t}" is out of range.`,o=n;return Number.isInteger(n)&&Math.abs(n)>2**32?o=Ii(String(n)):typeof n=="bigint"&&(o=String(n),(n>BigInt(2)**BigInt(32)||n<-(BigInt(2)**BigInt(32)))&&(o=Ii(o)),o+="n"),r+=` It must be ${e}. Received ${o}`,r},RangeError);function Ii(t){let e="",n=t.length,r=t[0]==="-"?1:0;for(;n>=r+4;n-=3)e=`_${t.slice(n-3,n)}${e}`;return`${t.slice(0,n)}${e}`}function rf(t,e,n){st(e,"offset"),(t[e]===void 0||t[e+n]===void 0)&&kt(e,t.length-(n+1))}function Pi(t,e,n,r,o,i){if(t>n||t<e){let s=typeof e=="bigint"?"n":"",c;throw i>3?e===0||e===BigInt(0)?c=`>= 0${s} and < 2${s} ** ${(i+1)*8}${s}`:c=`>= -(2${s} ** ${(i+1)*8-1}${s}) and < 2 ** ${(i+1)*8-1}${s}`:c=`>= ${e}${s} and <= ${n}${s}`,new it.ERR_OUT_OF_RANGE("value",c,t)}rf(r,o,i)}function st(t,e){if(typeof t!="number")throw new it.ERR_INVALID_ARG_TYPE(e,"number",t)}function kt(t,e,n){throw Math.floor(t)!==t?(st(t,n),new it.ERR_OUT_OF_RANGE(n||"offset","an integer",t)):e<0?new it.ERR_BUFFER_OUT_OF_BOUNDS:new it.ERR_OUT_OF_RANGE(n||"offset",`>= ${n?1:0} and <= ${e}`,t)}var of=/[^+/0-9A-Za-z-_]/g;function sf(t){if(t=t.split("=")[0],t=t.trim().replace(of,""),t.length<2)return"";for(;t.length%4!==0;)t=t+"=";return t}function Ur(t,e){e=e||1/0;let n,r=t.length,o=null,i=[];for(let s=0;s<r;++s){if(n=t.charCodeAt(s),n>55295&&n<57344){if(!o){if(n>56319){(e-=3)>-1&&i.push(239,191,189);continue}else if(s+1===r){(e-=3)>-1&&i.push(239,191,189);continue}o=n;continue}if(n<56320){(e-=3)>-1&&i.push(239,191,189),o=n;continue}n=(o-55296<<10|n-56320)+65536}else o&&(e-=3)>-1&&i.push(239,191,189);if(o=null,n<128){if((e-=1)<0)break;i.push(n)}else if(n<2048){if((e-=2)<0)break;i.push(n>>6|192,n&63|128)}else if(n<65536){if((e-=3)<0)break;i.push(n>>12|224,n>>6&63|128,n&63|128)}else if(n<1114112){if((e-=4)<0)break;i.push(n>>18|240,n>>12&63|128,n>>6&63|128,n&63|128)}else throw new Error("Invalid code point")}return i}function af(t){let e=[];for(let n=0;n<t.length;++n)e.push(t.charCodeAt(n)&255);return e}function cf(t,e){let n,r,o,i=[];for(let s=0;s<t.length&&!((e-=2)<0);++s)n=t.charCodeAt(s),r=n>>8,o=n%256,i.push(o),i.push(r);return i}function Ri(t){return Ei(sf(t))}function fn(t,e,n,r){let o;for(o=0;o<r&&!(o+n>=e.length||o>=t.length);++o)e[o+n]=t[o];return o}var lf=(function(){let t="0123456789abcdef",e=new Array(256);for(let n=0;n<16;++n){let r=n*16;for(let o=0;o<16;++o)e[r+o]=t[n]+t[o]}return e})();var Tt=1,$r=256,Fi=65536,df=305419896,Di=32,Ui=12,Vi=8,Bi=8,zi=4,Ji=4,Gi=12,uf=0,ff=1,pf=2,hf=3,mf=4,_f=5,gf=6,yf=4096,bf=4097,vf=4099,Ef=8192,Sf=8193,wf=8194,If=8195,Cf=8196,Af=8198,xf=24,kf=28,Tf=2,Lf=24,$i=y.from([3,0,7,14,0]),Jr="Ldalvik/annotation/Throws;",Nf=y.from([0]);function Mf(t){let e=new Hr,n=Object.assign({},t);return e.addClass(n),e.build()}var Hr=class{constructor(){this.classes=[]}addClass(e){this.classes.push(e)}build(){let e=Pf(this.classes),{classes:n,interfaces:r,fields:o,methods:i,protos:s,parameters:c,annotationDirectories:a,annotationSets:l,throwsAnnotations:d,types:f,strings:p}=e,u=0,m=0,h=8,_=12,g=20,v=112;u+=v;let C=u,x=p.length*Ji;u+=x;let M=u,O=f.length*zi;u+=O;let N=u,L=s.length*Ui;u+=L;let S=u,k=o.length*Vi;u+=k;let j=u,w=i.length*Bi;u+=w;let P=u,D=n.length*Di;u+=D;let V=u,F=l.map(A=>{let R=u;return A.offset=R,u+=4+A.items.length*4,R}),z=n.reduce((A,R)=>(R.classData.constructorMethods.forEach(W=>{let[,K,q]=W;(K&$r)===0&&q>=0&&(W.push(u),A.push({offset:u,superConstructor:q}),u+=Lf)}),A),[]);a.forEach(A=>{A.offset=u,u+=16+A.methods.length*8});let te=r.map(A=>{u=Gr(u,4);let R=u;return A.offset=R,u+=4+2*A.types.length,R}),re=c.map(A=>{u=Gr(u,4);let R=u;return A.offset=R,u+=4+2*A.types.length,R}),ce=[],Y=p.map(A=>{let R=u,B=y.from(ve(A.length)),W=y.from(A,"utf8"),K=y.concat([B,W,Nf]);return ce.push(K),u+=K.length,R}),se=z.map(A=>{let R=u;return u+=$i.length,R}),ee=d.map(A=>{let R=Of(A);return A.offset=u,u+=R.length,R}),oe=n.map((A,R)=>{A.classData.offset=u;let B=jf(A);return u+=B.length,B}),ke=0,pt=0;u=Gr(u,4);let Z=u,ye=r.length+c.length,Me=4+(o.length>0?1:0)+2+l.length+z.length+a.length+(ye>0?1:0)+1+se.length+d.length+n.length+1,Je=4+Me*Gi;u+=Je;let Fe=u-V,et=u,I=y.alloc(et);I.write(`dex
035`),I.writeUInt32LE(et,32),I.writeUInt32LE(v,36),I.writeUInt32LE(df,40),I.writeUInt32LE(ke,44),I.writeUInt32LE(pt,48),I.writeUInt32LE(Z,52),I.writeUInt32LE(p.length,56),I.writeUInt32LE(C,60),I.writeUInt32LE(f.length,64),I.writeUInt32LE(M,68),I.writeUInt32LE(s.length,72),I.writeUInt32LE(N,76),I.writeUInt32LE(o.length,80),I.writeUInt32LE(o.length>0?S:0,84),I.writeUInt32LE(i.length,88),I.writeUInt32LE(j,92),I.writeUInt32LE(n.length,96),I.writeUInt32LE(P,100),I.writeUInt32LE(Fe,104),I.writeUInt32LE(V,108),Y.forEach((A,R)=>{I.writeUInt32LE(A,C+R*Ji)}),f.forEach((A,R)=>{I.writeUInt32LE(A,M+R*zi)}),s.forEach((A,R)=>{let[B,W,K]=A,q=N+R*Ui;I.writeUInt32LE(B,q),I.writeUInt32LE(W,q+4),I.writeUInt32LE(K!==null?K.offset:0,q+8)}),o.forEach((A,R)=>{let[B,W,K]=A,q=S+R*Vi;I.writeUInt16LE(B,q),I.writeUInt16LE(W,q+2),I.writeUInt32LE(K,q+4)}),i.forEach((A,R)=>{let[B,W,K]=A,q=j+R*Bi;I.writeUInt16LE(B,q),I.writeUInt16LE(W,q+2),I.writeUInt32LE(K,q+4)}),n.forEach((A,R)=>{let{interfaces:B,annotationsDirectory:W}=A,K=B!==null?B.offset:0,q=W!==null?W.offset:0,ht=0,we=P+R*Di;I.writeUInt32LE(A.index,we),I.writeUInt32LE(A.accessFlags,we+4),I.writeUInt32LE(A.superClassIndex,we+8),I.writeUInt32LE(K,we+12),I.writeUInt32LE(A.sourceFileIndex,we+16),I.writeUInt32LE(q,we+20),I.writeUInt32LE(A.classData.offset,we+24),I.writeUInt32LE(ht,we+28)}),l.forEach((A,R)=>{let{items:B}=A,W=F[R];I.writeUInt32LE(B.length,W),B.forEach((K,q)=>{I.writeUInt32LE(K.offset,W+4+q*4)})}),z.forEach((A,R)=>{let{offset:B,superConstructor:W}=A,K=1,q=1,ht=1,we=0,Gt=4;I.writeUInt16LE(K,B),I.writeUInt16LE(q,B+2),I.writeUInt16LE(ht,B+4),I.writeUInt16LE(we,B+6),I.writeUInt32LE(se[R],B+8),I.writeUInt32LE(Gt,B+12),I.writeUInt16LE(4208,B+16),I.writeUInt16LE(W,B+18),I.writeUInt16LE(0,B+20),I.writeUInt16LE(14,B+22)}),a.forEach(A=>{let R=A.offset,B=0,W=0,K=A.methods.length,q=0;I.writeUInt32LE(B,R),I.writeUInt32LE(W,R+4),I.writeUInt32LE(K,R+8),I.writeUInt32LE(q,R+12),A.methods.forEach((ht,we)=>{let Gt=R+16+we*8,[la,da]=ht;I.writeUInt32LE(la,Gt),I.writeUInt32LE(da.offset,Gt+4)})}),r.forEach((A,R)=>{let B=te[R];I.writeUInt32LE(A.types.length,B),A.types.forEach((W,K)=>{I.writeUInt16LE(W,B+4+K*2)})}),c.forEach((A,R)=>{let B=re[R];I.writeUInt32LE(A.types.length,B),A.types.forEach((W,K)=>{I.writeUInt16LE(W,B+4+K*2)})}),ce.forEach((A,R)=>{A.copy(I,Y[R])}),se.forEach(A=>{$i.copy(I,A)}),ee.forEach((A,R)=>{A.copy(I,d[R].offset)}),oe.forEach((A,R)=>{A.copy(I,n[R].classData.offset)}),I.writeUInt32LE(Me,Z);let le=[[uf,1,m],[ff,p.length,C],[pf,f.length,M],[hf,s.length,N]];o.length>0&&le.push([mf,o.length,S]),le.push([_f,i.length,j]),le.push([gf,n.length,P]),l.forEach((A,R)=>{le.push([vf,A.items.length,F[R]])}),z.forEach(A=>{le.push([Sf,1,A.offset])}),a.forEach(A=>{le.push([Af,1,A.offset])}),ye>0&&le.push([bf,ye,te.concat(re)[0]]),le.push([wf,p.length,Y[0]]),se.forEach(A=>{le.push([If,1,A])}),d.forEach(A=>{le.push([Cf,1,A.offset])}),n.forEach(A=>{le.push([Ef,1,A.classData.offset])}),le.push([yf,1,Z]),le.forEach((A,R)=>{let[B,W,K]=A,q=Z+4+R*Gi;I.writeUInt16LE(B,q),I.writeUInt32LE(W,q+4),I.writeUInt32LE(K,q+8)});let To=new Checksum("sha1");return To.update(I.slice(_+g)),y.from(To.getDigest()).copy(I,_),I.writeUInt32LE(Bf(I,_),h),I}};function jf(t){let{instanceFields:e,constructorMethods:n,virtualMethods:r}=t.classData;return y.from([0].concat(ve(e.length)).concat(ve(n.length)).concat(ve(r.length)).concat(e.reduce((i,[s,c])=>i.concat(ve(s)).concat(ve(c)),[])).concat(n.reduce((i,[s,c,,a])=>i.concat(ve(s)).concat(ve(c)).concat(ve(a||0)),[])).concat(r.reduce((i,[s,c])=>i.concat(ve(s)).concat(ve(c)).concat([0]),[])))}function Of(t){let{thrownTypes:e}=t;return y.from([Tf].concat(ve(t.type)).concat([1]).concat(ve(t.value)).concat([kf,e.length]).concat(e.reduce((n,r)=>(n.push(xf,r),n),[])))}function Pf(t){let e=new Set,n=new Set,r={},o=[],i=[],s={},c=new Set,a=new Set;t.forEach(w=>{let{name:P,superClass:D,sourceFileName:V}=w;e.add("this"),e.add(P),n.add(P),e.add(D),n.add(D),e.add(V),w.interfaces.forEach(F=>{e.add(F),n.add(F)}),w.fields.forEach(F=>{let[z,te]=F;e.add(z),e.add(te),n.add(te),o.push([w.name,te,z])}),w.methods.some(([F])=>F==="<init>")||(w.methods.unshift(["<init>","V",[]]),c.add(P)),w.methods.forEach(F=>{let[z,te,re,ce=[],Y]=F;e.add(z);let se=l(te,re),ee=null;if(ce.length>0){let oe=ce.slice();oe.sort(),ee=oe.join("|");let ke=s[ee];ke===void 0&&(ke={id:ee,types:oe},s[ee]=ke),e.add(Jr),n.add(Jr),ce.forEach(pt=>{e.add(pt),n.add(pt)}),e.add("value")}if(i.push([w.name,se,z,ee,Y]),z==="<init>"){a.add(P+"|"+se);let oe=D+"|"+se;c.has(P)&&!a.has(oe)&&(i.push([D,se,z,null,0]),a.add(oe))}})});function l(w,P){let D=[w].concat(P),V=D.join("|");if(r[V]!==void 0)return V;e.add(w),n.add(w),P.forEach(z=>{e.add(z),n.add(z)});let F=D.map(Vf).join("");return e.add(F),r[V]=[V,F,w,P],V}let d=Array.from(e);d.sort();let f=d.reduce((w,P,D)=>(w[P]=D,w),{}),p=Array.from(n).map(w=>f[w]);p.sort(Hi);let u=p.reduce((w,P,D)=>(w[d[P]]=D,w),{}),m=Object.keys(r).map(w=>r[w]);m.sort(Ff);let h={},_=m.map(w=>{let[,P,D,V]=w,F;if(V.length>0){let z=V.join("|");F=h[z],F===void 0&&(F={types:V.map(te=>u[te]),offset:-1},h[z]=F)}else F=null;return[f[P],u[D],F]}),g=m.reduce((w,P,D)=>{let[V]=P;return w[V]=D,w},{}),v=Object.keys(h).map(w=>h[w]),C=o.map(w=>{let[P,D,V]=w;return[u[P],u[D],f[V]]});C.sort(Df);let x=i.map(w=>{let[P,D,V,F,z]=w;return[u[P],g[D],f[V],F,z]});x.sort(Uf);let M=Object.keys(s).map(w=>s[w]).map(w=>({id:w.id,type:u[Jr],value:f.value,thrownTypes:w.types.map(P=>u[P]),offset:-1})),O=M.map(w=>({id:w.id,items:[w],offset:-1})),N=O.reduce((w,P,D)=>(w[P.id]=D,w),{}),L={},S=[],k=t.map(w=>{let P=u[w.name],D=Tt,V=u[w.superClass],F,z=w.interfaces.map(Z=>u[Z]);if(z.length>0){z.sort(Hi);let Z=z.join("|");F=L[Z],F===void 0&&(F={types:z,offset:-1},L[Z]=F)}else F=null;let te=f[w.sourceFileName],re=x.reduce((Z,ye,Me)=>{let[Je,Fe,et,I,le]=ye;return Je===P&&Z.push([Me,et,I,Fe,le]),Z},[]),ce=null,Y=re.filter(([,,Z])=>Z!==null).map(([Z,,ye])=>[Z,O[N[ye]]]);Y.length>0&&(ce={methods:Y,offset:-1},S.push(ce));let se=C.reduce((Z,ye,Me)=>{let[Je]=ye;return Je===P&&Z.push([Me>0?1:0,Tt]),Z},[]),ee=f["<init>"],oe=re.filter(([,Z])=>Z===ee).map(([Z,,,ye])=>{if(c.has(w.name)){let Me=-1,Je=x.length;for(let Fe=0;Fe!==Je;Fe++){let[et,I,le]=x[Fe];if(et===V&&le===ee&&I===ye){Me=Fe;break}}return[Z,Tt|Fi,Me]}else return[Z,Tt|Fi|$r,-1]}),ke=Rf(re.filter(([,Z])=>Z!==ee).map(([Z,,,,ye])=>[Z,ye|Tt|$r]));return{index:P,accessFlags:D,superClassIndex:V,interfaces:F,sourceFileIndex:te,annotationsDirectory:ce,classData:{instanceFields:se,constructorMethods:oe,virtualMethods:ke,offset:-1}}}),j=Object.keys(L).map(w=>L[w]);return{classes:k,interfaces:j,fields:C,methods:x,protos:_,parameters:v,annotationDirectories:S,annotationSets:O,throwsAnnotations:M,types:p,strings:d}}function Rf(t){let e=0;return t.map(([n,r],o)=>{let i;return o===0?i=[n,r]:i=[n-e,r],e=n,i})}function Hi(t,e){return t-e}function Ff(t,e){let[,,n,r]=t,[,,o,i]=e;if(n<o)return-1;if(n>o)return 1;let s=r.join("|"),c=i.join("|");return s<c?-1:s>c?1:0}function Df(t,e){let[n,r,o]=t,[i,s,c]=e;return n!==i?n-i:o!==c?o-c:r-s}function Uf(t,e){let[n,r,o]=t,[i,s,c]=e;return n!==i?n-i:o!==c?o-c:r-s}function Vf(t){let e=t[0];return e==="L"||e==="["?"L":t}function ve(t){if(t<=127)return[t];let e=[],n=!1;do{let r=t&127;t>>=7,n=t!==0,n&&(r|=128),e.push(r)}while(n);return e}function Gr(t,e){let n=t%e;return n===0?t:t+e-n}function Bf(t,e){let n=1,r=0,o=t.length;for(let i=e;i<o;i++)n=(n+t[i])%65521,r=(r+n)%65521;return(r<<16|n)>>>0}var Zi=Mf;var zf=1,Zr=null,Wi=null;function qi(t){Zr=t}function Wr(t,e,n){let r=at(t);return r===null&&(t.indexOf("[")===0?r=qr(t,e,n):(t[0]==="L"&&t[t.length-1]===";"&&(t=t.substring(1,t.length-1)),r=Gf(t,e,n))),Object.assign({className:t},r)}var Ki={boolean:{name:"Z",type:"uint8",size:1,byteSize:1,defaultValue:!1,isCompatible(t){return typeof t=="boolean"},fromJni(t){return!!t},toJni(t){return t?1:0},read(t){return t.readU8()},write(t,e){t.writeU8(e)},toString(){return this.name}},byte:{name:"B",type:"int8",size:1,byteSize:1,defaultValue:0,isCompatible(t){return Number.isInteger(t)&&t>=-128&&t<=127},fromJni:xe,toJni:xe,read(t){return t.readS8()},write(t,e){t.writeS8(e)},toString(){return this.name}},char:{name:"C",type:"uint16",size:1,byteSize:2,defaultValue:0,isCompatible(t){if(typeof t!="string"||t.length!==1)return!1;let e=t.charCodeAt(0);return e>=0&&e<=65535},fromJni(t){return String.fromCharCode(t)},toJni(t){return t.charCodeAt(0)},read(t){return t.readU16()},write(t,e){t.writeU16(e)},toString(){return this.name}},short:{name:"S",type:"int16",size:1,byteSize:2,defaultValue:0,isCompatible(t){return Number.isInteger(t)&&t>=-32768&&t<=32767},fromJni:xe,toJni:xe,read(t){return t.readS16()},write(t,e){t.writeS16(e)},toString(){return this.name}},int:{name:"I",type:"int32",size:1,byteSize:4,defaultValue:0,isCompatible(t){return Number.isInteger(t)&&t>=-2147483648&&t<=2147483647},fromJni:xe,toJni:xe,read(t){return t.readS32()},write(t,e){t.writeS32(e)},toString(){return this.name}},long:{name:"J",type:"int64",size:2,byteSize:8,defaultValue:0,isCompatible(t){return typeof t=="number"||t instanceof Int64},fromJni:xe,toJni:xe,read(t){return t.readS64()},write(t,e){t.writeS64(e)},toString(){return this.name}},float:{name:"F",type:"float",size:1,byteSize:4,defaultValue:0,isCompatible(t){return typeof t=="number"},fromJni:xe,toJni:xe,read(t){return t.readFloat()},write(t,e){t.writeFloat(e)},toString(){return this.name}},double:{name:"D",type:"double",size:2,byteSize:8,defaultValue:0,isCompatible(t){return typeof t=="number"},fromJni:xe,toJni:xe,read(t){return t.readDouble()},write(t,e){t.writeDouble(e)},toString(){return this.name}},void:{name:"V",type:"void",size:0,byteSize:0,defaultValue:void 0,isCompatible(t){return t===void 0},fromJni(){},toJni(){return NULL},toString(){return this.name}}},Jf=new Set(Object.values(Ki).map(t=>t.name));function at(t){let e=Ki[t];return e!==void 0?e:null}function Gf(t,e,n){let r=n._types[e?1:0],o=r[t];return o!==void 0||(t==="java.lang.Object"?o=$f(n):o=Hf(t,e,n),r[t]=o),o}function $f(t){return{name:"Ljava/lang/Object;",type:"pointer",size:1,defaultValue:NULL,isCompatible(e){return e===null?!0:e===void 0?!1:e.$h instanceof NativePointer?!0:typeof e=="string"},fromJni(e,n,r){return e.isNull()?null:t.cast(e,t.use("java.lang.Object"),r)},toJni(e,n){return e===null?NULL:typeof e=="string"?n.newStringUtf(e):e.$h}}}function Hf(t,e,n){let r=null,o=null,i=null;function s(){return r===null&&(r=n.use(t).class),r}function c(l){let d=s();return o===null&&(o=d.isInstance.overload("java.lang.Object")),o.call(d,l)}function a(){if(i===null){let l=s();i=n.use("java.lang.String").class.isAssignableFrom(l)}return i}return{name:qe(t),type:"pointer",size:1,defaultValue:NULL,isCompatible(l){return l===null?!0:l===void 0?!1:l.$h instanceof NativePointer?c(l):typeof l=="string"&&a()},fromJni(l,d,f){return l.isNull()?null:a()&&e?d.stringFromJni(l):n.cast(l,n.use(t),f)},toJni(l,d){return l===null?NULL:typeof l=="string"?d.newStringUtf(l):l.$h},toString(){return this.name}}}var Zf=[["Z","boolean"],["B","byte"],["C","char"],["D","double"],["F","float"],["I","int"],["J","long"],["S","short"]].reduce((t,[e,n])=>(t["["+e]=Wf("["+e,n),t),{});function Wf(t,e){let n=b.prototype,r=Yf(e),o={typeName:e,newArray:n["new"+r+"Array"],setRegion:n["set"+r+"ArrayRegion"],getElements:n["get"+r+"ArrayElements"],releaseElements:n["release"+r+"ArrayElements"]};return{name:t,type:"pointer",size:1,defaultValue:NULL,isCompatible(i){return Xf(i,e)},fromJni(i,s,c){return Kf(i,o,s,c)},toJni(i,s){return Qf(i,o,s)}}}function qr(t,e,n){let r=Zf[t];if(r!==void 0)return r;if(t.indexOf("[")!==0)throw new Error("Unsupported type: "+t);let o=t.substring(1),i=Wr(o,e,n),s=0,c=o.length;for(;s!==c&&o[s]==="[";)s++;o=o.substring(s),o[0]==="L"&&o[o.length-1]===";"&&(o=o.substring(1,o.length-1));let a=o.replace(/\./g,"/");Jf.has(a)?a="[".repeat(s)+a:a="[".repeat(s)+"L"+a+";";let l="["+a;return o="[".repeat(s)+o,{name:t.replace(/\./g,"/"),type:"pointer",size:1,defaultValue:NULL,isCompatible(d){return d===null?!0:typeof d!="object"||d.length===void 0?!1:d.every(function(f){return i.isCompatible(f)})},fromJni(d,f,p){if(d.isNull())return null;let u=[],m=f.getArrayLength(d);for(let h=0;h!==m;h++){let _=f.getObjectArrayElement(d,h);try{u.push(i.fromJni(_,f))}finally{f.deleteLocalRef(_)}}try{u.$w=n.cast(d,n.use(l),p)}catch{n.use("java.lang.reflect.Array").newInstance(n.use(o).class,0),u.$w=n.cast(d,n.use(l),p)}return u.$dispose=qf,u},toJni(d,f){if(d===null)return NULL;if(!(d instanceof Array))throw new Error("Expected an array");let p=d.$w;if(p!==void 0)return p.$h;let u=d.length,h=n.use(o).$borrowClassHandle(f);try{let _=f.newObjectArray(u,h.value,NULL);f.throwIfExceptionPending();for(let g=0;g!==u;g++){let v=i.toJni(d[g],f);try{f.setObjectArrayElement(_,g,v)}finally{i.type==="pointer"&&f.getObjectRefType(v)===zf&&f.deleteLocalRef(v)}f.throwIfExceptionPending()}return _}finally{h.unref(f)}}}}function qf(){let t=this.length;for(let e=0;e!==t;e++){let n=this[e];if(n===null)continue;let r=n.$dispose;if(r===void 0)break;r.call(n)}this.$w.$dispose()}function Kf(t,e,n,r){if(t.isNull())return null;let o=at(e.typeName),i=n.getArrayLength(t);return new pn(t,e,o,i,n,r)}function Qf(t,e,n){if(t===null)return NULL;let r=t.$h;if(r!==void 0)return r;let o=t.length,i=at(e.typeName),s=e.newArray.call(n,o);if(s.isNull())throw new Error("Unable to construct array");if(o>0){let c=i.byteSize,a=i.write,l=i.toJni,d=Memory.alloc(o*i.byteSize);for(let f=0;f!==o;f++)a(d.add(f*c),l(t[f]));e.setRegion.call(n,s,0,o,d),n.throwIfExceptionPending()}return s}function Xf(t,e){if(t===null)return!0;if(t instanceof pn)return t.$s.typeName===e;if(!(typeof t=="object"&&t.length!==void 0))return!1;let r=at(e);return Array.prototype.every.call(t,o=>r.isCompatible(o))}function pn(t,e,n,r,o,i=!0){if(i){let s=o.newGlobalRef(t);this.$h=s,this.$r=Script.bindWeak(this,o.vm.makeHandleDestructor(s))}else this.$h=t,this.$r=null;return this.$s=e,this.$t=n,this.length=r,new Proxy(this,Wi)}Wi={has(t,e){return e in t?!0:t.tryParseIndex(e)!==null},get(t,e,n){let r=t.tryParseIndex(e);return r===null?t[e]:t.readElement(r)},set(t,e,n,r){let o=t.tryParseIndex(e);return o===null?(t[e]=n,!0):(t.writeElement(o,n),!0)},ownKeys(t){let e=[],{length:n}=t;for(let r=0;r!==n;r++){let o=r.toString();e.push(o)}return e.push("length"),e},getOwnPropertyDescriptor(t,e){return t.tryParseIndex(e)!==null?{writable:!0,configurable:!0,enumerable:!0}:Object.getOwnPropertyDescriptor(t,e)}};Object.defineProperties(pn.prototype,{$dispose:{enumerable:!0,value(){let t=this.$r;t!==null&&(this.$r=null,Script.unbindWeak(t))}},$clone:{value(t){return new pn(this.$h,this.$s,this.$t,this.length,t)}},tryParseIndex:{value(t){if(typeof t=="symbol")return null;let e=parseInt(t);return isNaN(e)||e<0||e>=this.length?null:e}},readElement:{value(t){return this.withElements(e=>{let n=this.$t;return n.fromJni(n.read(e.add(t*n.byteSize)))})}},writeElement:{value(t,e){let{$h:n,$s:r,$t:o}=this,i=Zr.getEnv(),s=Memory.alloc(o.byteSize);o.write(s,o.toJni(e)),r.setRegion.call(i,n,t,1,s)}},withElements:{value(t){let{$h:e,$s:n}=this,r=Zr.getEnv(),o=n.getElements.call(r,e);if(o.isNull())throw new Error("Unable to get array elements");try{return t(o)}finally{n.releaseElements.call(r,e,o)}}},toJSON:{value(){let{length:t,$t:e}=this,{byteSize:n,fromJni:r,read:o}=e;return this.withElements(i=>{let s=[];for(let c=0;c!==t;c++){let a=r(o(i.add(c*n)));s.push(a)}return s})}},toString:{value(){return this.toJSON().toString()}}});function qe(t){return"L"+t.replace(/\./g,"/")+";"}function Yf(t){return t.charAt(0).toUpperCase()+t.slice(1)}function xe(t){return t}var ep=4,{ensureClassInitialized:Qi,makeMethodMangler:rs}=dn,tp=8,Xr=1,Nt=2,Re=3,Kr=1,Yr=2,hn=1,os=2,Xi=Symbol("PENDING_USE"),Yi="/data/local/tmp",{getCurrentThreadId:_n,pointerSize:Lt}=Process,fe={state:"empty",factories:[],loaders:null,Integer:null},$=null,X=null,is=null,ss=null,as=null,cs=null,ls=null,es=null,Qr=null,lt=new Map,Ue=class t{static _initialize(e,n){$=e,X=n,is=n.flavor==="art",n.flavor==="jvm"&&(Qi=hi,rs=_i)}static _disposeAll(e){fe.factories.forEach(n=>{n._dispose(e)})}static get(e){let n=Ep(),r=n.factories[0];if(e===null)return r;let o=n.loaders.get(e);if(o!==null){let s=r.cast(o,n.Integer);return n.factories[s.intValue()]}let i=new t;return i.loader=e,i.cacheDir=r.cacheDir,no(i,e),i}constructor(){this.cacheDir=Yi,this.codeCacheDir=Yi+"/dalvik-cache",this.tempFileNaming={prefix:"frida",suffix:""},this._classes={},this._classHandles=new At(10,rp),this._patchedMethods=new Set,this._loader=null,this._types=[{},{}],fe.factories.push(this)}_dispose(e){Array.from(this._patchedMethods).forEach(n=>{n.implementation=null}),this._patchedMethods.clear(),wr(),this._classHandles.dispose(e),this._classes={}}get loader(){return this._loader}set loader(e){let n=this._loader===null&&e!==null;this._loader=e,n&&fe.state==="ready"&&this===fe.factories[0]&&no(this,e)}use(e,n={}){let r=n.cache!=="skip",o=r?this._getUsedClass(e):void 0;if(o===void 0)try{let i=$.getEnv(),{_loader:s}=this,c=s!==null?ip(e,s,i):op(e);o=this._make(e,c,i)}finally{r&&this._setUsedClass(e,o)}return o}_getUsedClass(e){let n;for(;(n=this._classes[e])===Xi;)Thread.sleep(.05);return n===void 0&&(this._classes[e]=Xi),n}_setUsedClass(e,n){n!==void 0?this._classes[e]=n:delete this._classes[e]}_make(e,n,r){let o=np(),i=Object.create(oo.prototype,{[Symbol.for("n")]:{value:e},$n:{get(){return this[Symbol.for("n")]}},[Symbol.for("C")]:{value:o},$C:{get(){return this[Symbol.for("C")]}},[Symbol.for("w")]:{value:null,writable:!0},$w:{get(){return this[Symbol.for("w")]},set(a){this[Symbol.for("w")]=a}},[Symbol.for("_s")]:{writable:!0},$_s:{get(){return this[Symbol.for("_s")]},set(a){this[Symbol.for("_s")]=a}},[Symbol.for("c")]:{value:[null]},$c:{get(){return this[Symbol.for("c")]}},[Symbol.for("m")]:{value:new Map},$m:{get(){return this[Symbol.for("m")]}},[Symbol.for("l")]:{value:null,writable:!0},$l:{get(){return this[Symbol.for("l")]},set(a){this[Symbol.for("l")]=a}},[Symbol.for("gch")]:{value:n},$gch:{get(){return this[Symbol.for("gch")]}},[Symbol.for("f")]:{value:this},$f:{get(){return this[Symbol.for("f")]}}});o.prototype=i;let s=new o(null);i[Symbol.for("w")]=s,i.$w=s;let c=s.$borrowClassHandle(r);try{let a=c.value;Qi(r,a),i.$l=Ze.build(a,r)}finally{c.unref(r)}return s}retain(e){let n=$.getEnv();return e.$clone(n)}cast(e,n,r){let o=$.getEnv(),i=e.$h;i===void 0&&(i=e);let s=n.$borrowClassHandle(o);try{if(!o.isInstanceOf(i,s.value))throw new Error(`Cast from '${o.getObjectClassName(i)}' to '${n.$n}' isn't possible`)}finally{s.unref(o)}let c=n.$C;return new c(i,hn,o,r)}wrap(e,n,r){let o=n.$C,i=new o(e,hn,r,!1);return i.$r=Script.bindWeak(i,$.makeHandleDestructor(e)),i}array(e,n){let r=$.getEnv(),o=at(e);o!==null&&(e=o.name);let i=qr("["+e,!1,this),s=i.toJni(n,r);return i.fromJni(s,r,!0)}registerClass(e){let n=$.getEnv(),r=[];try{let o=this.use("java.lang.Class"),i=n.javaLangReflectMethod(),s=n.vaMethod("pointer",[]),c=e.name,a=e.implements||[],l=e.superClass||this.use("java.lang.Object"),d=[],f=[],p={name:qe(c),sourceFileName:wp(c),superClass:qe(l.$n),interfaces:a.map(S=>qe(S.$n)),fields:d,methods:f},u=a.slice();a.forEach(S=>{Array.prototype.slice.call(S.class.getInterfaces()).forEach(k=>{let j=this.cast(k,o).getCanonicalName();u.push(this.use(j))})});let m=e.fields||{};Object.getOwnPropertyNames(m).forEach(S=>{let k=this._getType(m[S]);d.push([S,k.name])});let h={},_={};u.forEach(S=>{let k=S.$borrowClassHandle(n);r.push(k);let j=k.value;S.$ownMembers.filter(w=>S[w].overloads!==void 0).forEach(w=>{let P=S[w],D=P.overloads,V=D.map(F=>ts(w,F.returnType,F.argumentTypes));h[w]=[P,V,j],D.forEach((F,z)=>{let te=V[z];_[te]=[F,j]})})});let g=e.methods||{},C=Object.keys(g).reduce((S,k)=>{let j=g[k],w=k==="$init"?"<init>":k;return j instanceof Array?S.push(...j.map(P=>[w,P])):S.push([w,j]),S},[]),x=[];C.forEach(([S,k])=>{let j=Re,w,P,D=[],V;if(typeof k=="function"){let re=h[S];if(re!==void 0&&Array.isArray(re)){let[ce,Y,se]=re;if(Y.length>1)throw new Error(`More than one overload matching '${S}': signature must be specified`);delete _[Y[0]];let ee=ce.overloads[0];j=ee.type,w=ee.returnType,P=ee.argumentTypes,V=k;let oe=n.toReflectedMethod(se,ee.handle,0),ke=s(n.handle,oe,i.getGenericExceptionTypes);D=ro(n,ke).map(qe),n.deleteLocalRef(ke),n.deleteLocalRef(oe)}else w=this._getType("void"),P=[],V=k}else{if(k.isStatic&&(j=Nt),w=this._getType(k.returnType||"void"),P=(k.argumentTypes||[]).map(Y=>this._getType(Y)),V=k.implementation,typeof V!="function")throw new Error("Expected a function implementation for method: "+S);let re=ts(S,w,P),ce=_[re];if(ce!==void 0){let[Y,se]=ce;delete _[re],j=Y.type,w=Y.returnType,P=Y.argumentTypes;let ee=n.toReflectedMethod(se,Y.handle,0),oe=s(n.handle,ee,i.getGenericExceptionTypes);D=ro(n,oe).map(qe),n.deleteLocalRef(oe),n.deleteLocalRef(ee)}}let F=w.name,z=P.map(re=>re.name),te="("+z.join("")+")"+F;f.push([S,F,z,D,j===Nt?tp:0]),x.push([S,te,j,w,P,V])});let M=Object.keys(_);if(M.length>0)throw new Error("Missing implementation for: "+M.join(", "));let O=mn.fromBuffer(Zi(p),this);try{O.load()}finally{O.file.delete()}let N=this.use(e.name),L=C.length;if(L>0){let S=3*Lt,k=Memory.alloc(L*S),j=[],w=[];x.forEach(([V,F,z,te,re,ce],Y)=>{let se=Memory.allocUtf8String(V),ee=Memory.allocUtf8String(F),oe=ds(V,N,z,te,re,ce);k.add(Y*S).writePointer(se),k.add(Y*S+Lt).writePointer(ee),k.add(Y*S+2*Lt).writePointer(oe),w.push(se,ee),j.push(oe)});let P=N.$borrowClassHandle(n);r.push(P);let D=P.value;n.registerNatives(D,k,L),n.throwIfExceptionPending(),N.$nativeMethods=j}return N}finally{r.forEach(o=>{o.unref(n)})}}choose(e,n){let r=$.getEnv(),{flavor:o}=X;if(o==="jvm")this._chooseObjectsJvm(e,r,n);else if(o==="art"){let i=X["art::gc::Heap::VisitObjects"]===void 0;if(i&&X["art::gc::Heap::GetInstances"]===void 0)return this._chooseObjectsJvm(e,r,n);Ie($,r,s=>{i?this._chooseObjectsArtPreA12(e,r,s,n):this._chooseObjectsArtLegacy(e,r,s,n)})}else this._chooseObjectsDalvik(e,r,n)}_chooseObjectsJvm(e,n,r){let o=this.use(e),{jvmti:i}=X,s=1,c=3,a=o.$borrowClassHandle(n),l=int64(a.value.toString());try{let d=new NativeCallback((g,v,C,x)=>(C.writeS64(l),s),"int",["int64","int64","pointer","pointer"]);i.iterateOverInstancesOfClass(a.value,c,d,a.value);let f=Memory.alloc(8);f.writeS64(l);let p=Memory.alloc(ep),u=Memory.alloc(Lt);i.getObjectsWithTags(1,f,p,u,NULL);let m=p.readS32(),h=u.readPointer(),_=[];for(let g=0;g!==m;g++)_.push(h.add(g*Lt).readPointer());i.deallocate(h);try{for(let g of _){let v=this.cast(g,o);if(r.onMatch(v)==="stop")break}r.onComplete()}finally{_.forEach(g=>{n.deleteLocalRef(g)})}}finally{a.unref(n)}}_chooseObjectsArtPreA12(e,n,r,o){let i=this.use(e),s=St.$new(r,$),c,a=i.$borrowClassHandle(n);try{let p=X["art::JavaVMExt::DecodeGlobal"](X.vm,r,a.value);c=s.newHandle(p)}finally{a.unref(n)}let l=0,d=Et.$new();X["art::gc::Heap::GetInstances"](X.artHeap,s,c,l,d);let f=d.handles.map(p=>n.newGlobalRef(p));d.$delete(),s.$delete();try{for(let p of f){let u=this.cast(p,i);if(o.onMatch(u)==="stop")break}o.onComplete()}finally{f.forEach(p=>{n.deleteGlobalRef(p)})}}_chooseObjectsArtLegacy(e,n,r,o){let i=this.use(e),s=[],c=X["art::JavaVMExt::AddGlobalRef"],a=X.vm,l,d=i.$borrowClassHandle(n);try{l=X["art::JavaVMExt::DecodeGlobal"](a,r,d.value).toInt32()}finally{d.unref(n)}let f=Tr(l,p=>{s.push(c(a,r,p))});X["art::gc::Heap::VisitObjects"](X.artHeap,f,NULL);try{for(let p of s){let u=this.cast(p,i);if(o.onMatch(u)==="stop")break}}finally{s.forEach(p=>{n.deleteGlobalRef(p)})}o.onComplete()}_chooseObjectsDalvik(e,n,r){let o=this.use(e);if(X.addLocalReference===null){let s=Process.getModuleByName("libdvm.so"),c;switch(Process.arch){case"arm":c="2d e9 f0 41 05 46 15 4e 0c 46 7e 44 11 b3 43 68";break;case"ia32":c="8d 64 24 d4 89 5c 24 1c 89 74 24 20 e8 ?? ?? ?? ?? ?? ?? ?? ?? ?? ?? 85 d2";break}Memory.scan(s.base,s.size,c,{onMatch:(a,l)=>{let d;if(Process.arch==="arm")a=a.or(1),d=new NativeFunction(a,"pointer",["pointer","pointer"]);else{let f=Memory.alloc(Process.pageSize);Memory.patchCode(f,16,p=>{let u=new X86Writer(p,{pc:f});u.putMovRegRegOffsetPtr("eax","esp",4),u.putMovRegRegOffsetPtr("edx","esp",8),u.putJmpAddress(a),u.flush()}),d=new NativeFunction(f,"pointer",["pointer","pointer"]),d._thunk=f}return X.addLocalReference=d,$.perform(f=>{i(this,f)}),"stop"},onError(a){},onComplete(){X.addLocalReference===null&&r.onComplete()}})}else i(this,n);function i(s,c){let{DVM_JNI_ENV_OFFSET_SELF:a}=dn,l=c.handle.add(a).readPointer(),d,f=o.$borrowClassHandle(c);try{d=X.dvmDecodeIndirectRef(l,f.value)}finally{f.unref(c)}let p=d.toMatchPattern(),u=X.dvmHeapSourceGetBase(),h=X.dvmHeapSourceGetLimit().sub(u).toInt32();Memory.scan(u,h,p,{onMatch:(_,g)=>{X.dvmIsValidObject(_)&&$.perform(v=>{let C=v.handle.add(a).readPointer(),x,M=X.addLocalReference(C,_);try{x=s.cast(M,o)}finally{v.deleteLocalRef(M)}if(r.onMatch(x)==="stop")return"stop"})},onError(_){},onComplete(){r.onComplete()}})}}openClassFile(e){return new mn(e,null,this)}_getType(e,n=!0){return Wr(e,n,this)}};function np(){return function(t,e,n,r){return oo.call(this,t,e,n,r)}}function oo(t,e,n,r=!0){if(t!==null)if(r){let o=n.newGlobalRef(t);this.$h=o,this.$r=Script.bindWeak(this,$.makeHandleDestructor(o))}else this.$h=t,this.$r=null;else this.$h=null,this.$r=null;return this.$t=e,new Proxy(this,ss)}ss={has(t,e){return e in t?!0:t.$has(e)},get(t,e,n){if(typeof e!="string"||e.startsWith("$")||e==="class")return t[e];let r=t.$find(e);return r!==null?r(n):t[e]},set(t,e,n,r){return t[e]=n,!0},ownKeys(t){return t.$list()},getOwnPropertyDescriptor(t,e){return Object.prototype.hasOwnProperty.call(t,e)?Object.getOwnPropertyDescriptor(t,e):{writable:!1,configurable:!0,enumerable:!0}}};Object.defineProperties(oo.prototype,{[Symbol.for("new")]:{enumerable:!1,get(){return this.$getCtor("allocAndInit")}},$new:{enumerable:!0,get(){return this[Symbol.for("new")]}},[Symbol.for("alloc")]:{enumerable:!1,value(){let t=$.getEnv(),e=this.$borrowClassHandle(t);try{let n=t.allocObject(e.value);return this.$f.cast(n,this)}finally{e.unref(t)}}},$alloc:{enumerable:!0,get(){return this[Symbol.for("alloc")]}},[Symbol.for("init")]:{enumerable:!1,get(){return this.$getCtor("initOnly")}},$init:{enumerable:!0,get(){return this[Symbol.for("init")]}},[Symbol.for("dispose")]:{enumerable:!1,value(){let t=this.$r;t!==null&&(this.$r=null,Script.unbindWeak(t)),this.$h!==null&&(this.$h=void 0)}},$dispose:{enumerable:!0,get(){return this[Symbol.for("dispose")]}},[Symbol.for("clone")]:{enumerable:!1,value(t){let e=this.$C;return new e(this.$h,this.$t,t)}},$clone:{value(t){return this[Symbol.for("clone")](t)}},[Symbol.for("class")]:{enumerable:!1,get(){let t=$.getEnv(),e=this.$borrowClassHandle(t);try{let n=this.$f;return n.cast(e.value,n.use("java.lang.Class"))}finally{e.unref(t)}}},class:{enumerable:!0,get(){return this[Symbol.for("class")]}},[Symbol.for("className")]:{enumerable:!1,get(){let t=this.$h;return t===null?this.$n:$.getEnv().getObjectClassName(t)}},$className:{enumerable:!0,get(){return this[Symbol.for("className")]}},[Symbol.for("ownMembers")]:{enumerable:!1,get(){return this.$l.list()}},$ownMembers:{enumerable:!0,get(){return this[Symbol.for("ownMembers")]}},[Symbol.for("super")]:{enumerable:!1,get(){let t=$.getEnv(),e=this.$s.$C;return new e(this.$h,os,t)}},$super:{enumerable:!0,get(){return this[Symbol.for("super")]}},[Symbol.for("s")]:{enumerable:!1,get(){let t=Object.getPrototypeOf(this),e=t.$_s;if(e===void 0){let n=$.getEnv(),r=this.$borrowClassHandle(n);try{let o=n.getSuperclass(r.value);if(o.isNull())e=null;else try{let i=n.getClassName(o),s=t.$f;if(e=s._getUsedClass(i),e===void 0)try{let c=sp(this);e=s._make(i,c,n)}finally{s._setUsedClass(i,e)}}finally{n.deleteLocalRef(o)}}finally{r.unref(n)}t.$_s=e}return e}},$s:{get(){return this[Symbol.for("s")]}},[Symbol.for("isSameObject")]:{enumerable:!1,value(t){return $.getEnv().isSameObject(t.$h,this.$h)}},$isSameObject:{value(t){return this[Symbol.for("isSameObject")](t)}},[Symbol.for("getCtor")]:{enumerable:!1,value(t){let e=this.$c,n=e[0];if(n===null){let r=$.getEnv(),o=this.$borrowClassHandle(r);try{n=ap(o.value,this.$w,r),e[0]=n}finally{o.unref(r)}}return n[t]}},$getCtor:{value(t){return this[Symbol.for("getCtor")](t)}},[Symbol.for("borrowClassHandle")]:{enumerable:!1,value(t){let e=this.$n,n=this.$f._classHandles,r=n.get(e);return r===void 0&&(r=new io(this.$gch(t),t),n.set(e,r,t)),r.ref()}},$borrowClassHandle:{value(t){return this[Symbol.for("borrowClassHandle")](t)}},[Symbol.for("copyClassHandle")]:{enumerable:!1,value(t){let e=this.$borrowClassHandle(t);try{return t.newLocalRef(e.value)}finally{e.unref(t)}}},$copyClassHandle:{value(t){return this[Symbol.for("copyClassHandle")](t)}},[Symbol.for("getHandle")]:{enumerable:!1,value(t){let e=this.$h;if(e===void 0)throw new Error("Wrapper is disposed; perhaps it was borrowed from a hook instead of calling Java.retain() to make a long-lived wrapper?");return e}},$getHandle:{value(t){return this[Symbol.for("getHandle")](t)}},[Symbol.for("list")]:{enumerable:!1,value(){let t=this.$s,e=t!==null?t.$list():[],n=this.$l;return Array.from(new Set(e.concat(n.list())))}},$list:{get(){return this[Symbol.for("list")]}},[Symbol.for("has")]:{enumerable:!1,value(t){if(this.$m.has(t)||this.$l.has(t))return!0;let r=this.$s;return!!(r!==null&&r.$has(t))}},$has:{value(t){return this[Symbol.for("has")](t)}},[Symbol.for("find")]:{enumerable:!1,value(t){let e=this.$m,n=e.get(t);if(n!==void 0)return n;let o=this.$l.find(t);if(o!==null){let s=$.getEnv(),c=this.$borrowClassHandle(s);try{n=cp(t,o,c.value,this.$w,s)}finally{c.unref(s)}return e.set(t,n),n}let i=this.$s;return i!==null?i.$find(t):null}},$find:{value(t){return this[Symbol.for("find")](t)}},[Symbol.for("toJSON")]:{enumerable:!1,value(){let t=this.$n;if(this.$h===null)return`<class: ${t}>`;let n=this.$className;return t===n?`<instance: ${t}>`:`<instance: ${t}, $className: ${n}>`}},toJSON:{get(){return this[Symbol.for("toJSON")]}}});function io(t,e){this.value=e.newGlobalRef(t),e.deleteLocalRef(t),this.refs=1}io.prototype.ref=function(){return this.refs++,this};io.prototype.unref=function(t){--this.refs===0&&t.deleteGlobalRef(this.value)};function rp(t,e){t.unref(e)}function op(t){let e=t.replace(/\./g,"/");return function(n){let r=_n();fs(r);try{return n.findClass(e)}finally{ps(r)}}}function ip(t,e,n){return Qr===null&&(es=n.vaMethod("pointer",["pointer"]),Qr=e.loadClass.overload("java.lang.String").handle),n=null,function(r){let o=r.newStringUtf(t),i=_n();fs(i);try{let s=es(r.handle,e.$h,Qr,o);return r.throwIfExceptionPending(),s}finally{ps(i),r.deleteLocalRef(o)}}}function sp(t){return function(e){let n=t.$borrowClassHandle(e);try{return e.getSuperclass(n.value)}finally{n.unref(e)}}}function ap(t,e,n){let{$n:r,$f:o}=e,i=Sp(r),s=n.javaLangClass(),c=n.javaLangReflectConstructor(),a=n.vaMethod("pointer",[]),l=n.vaMethod("uint8",[]),d=[],f=[],p=o._getType(r,!1),u=o._getType("void",!1),m=a(n.handle,t,s.getDeclaredConstructors);try{let h=n.getArrayLength(m);if(h!==0)for(let _=0;_!==h;_++){let g,v,C=n.getObjectArrayElement(m,_);try{g=n.fromReflectedMethod(C),v=a(n.handle,C,c.getGenericParameterTypes)}finally{n.deleteLocalRef(C)}let x;try{x=ro(n,v).map(M=>o._getType(M))}finally{n.deleteLocalRef(v)}d.push(ct(i,e,Xr,g,p,x,n)),f.push(ct(i,e,Re,g,u,x,n))}else{if(l(n.handle,t,s.isInterface))throw new Error("cannot instantiate an interface");let g=n.javaLangObject(),v=n.getMethodId(g,"<init>","()V");d.push(ct(i,e,Xr,v,p,[],n)),f.push(ct(i,e,Re,v,u,[],n))}}finally{n.deleteLocalRef(m)}if(f.length===0)throw new Error("no supported overloads");return{allocAndInit:eo(d),initOnly:eo(f)}}function cp(t,e,n,r,o){return e.startsWith("m")?lp(t,e,n,r,o):yp(t,e,n,r,o)}function lp(t,e,n,r,o){let{$f:i}=r,s=e.split(":").slice(1),c=o.javaLangReflectMethod(),a=o.vaMethod("pointer",[]),l=o.vaMethod("uint8",[]),d=s.map(p=>{let u=p[0]==="s"?Nt:Re,m=ptr(p.substr(1)),h,_=[],g=o.toReflectedMethod(n,m,u===Nt?1:0);try{let v=!!l(o.handle,g,c.isVarArgs),C=a(o.handle,g,c.getGenericReturnType);o.throwIfExceptionPending();try{h=i._getType(o.getTypeName(C))}finally{o.deleteLocalRef(C)}let x=a(o.handle,g,c.getParameterTypes);try{let M=o.getArrayLength(x);for(let O=0;O!==M;O++){let N=o.getObjectArrayElement(x,O),L;try{L=v&&O===M-1?o.getArrayTypeName(N):o.getTypeName(N)}finally{o.deleteLocalRef(N)}let S=i._getType(L);_.push(S)}}finally{o.deleteLocalRef(x)}}catch{return null}finally{o.deleteLocalRef(g)}return ct(t,r,u,m,h,_,o)}).filter(p=>p!==null);if(d.length===0)throw new Error("No supported overloads");t==="valueOf"&&mp(d);let f=eo(d);return function(p){return f}}function eo(t){let e=dp();return Object.setPrototypeOf(e,as),e._o=t,e}function dp(){let t=function(){return t.invoke(this,arguments)};return t}as=Object.create(Function.prototype,{overloads:{enumerable:!0,get(){return this._o}},overload:{value(...t){let e=this._o,n=t.length,r=t.join(":");for(let o=0;o!==e.length;o++){let i=e[o],{argumentTypes:s}=i;if(s.length!==n)continue;if(s.map(a=>a.className).join(":")===r)return i}to(this.methodName,this.overloads,"specified argument types do not match any of:")}},methodName:{enumerable:!0,get(){return this._o[0].methodName}},holder:{enumerable:!0,get(){return this._o[0].holder}},type:{enumerable:!0,get(){return this._o[0].type}},handle:{enumerable:!0,get(){return Ke(this),this._o[0].handle}},implementation:{enumerable:!0,get(){return Ke(this),this._o[0].implementation},set(t){Ke(this),this._o[0].implementation=t}},returnType:{enumerable:!0,get(){return Ke(this),this._o[0].returnType}},argumentTypes:{enumerable:!0,get(){return Ke(this),this._o[0].argumentTypes}},canInvokeWith:{enumerable:!0,get(t){return Ke(this),this._o[0].canInvokeWith}},clone:{enumerable:!0,value(t){return Ke(this),this._o[0].clone(t)}},invoke:{value(t,e){let n=this._o,r=t.$h!==null;for(let o=0;o!==n.length;o++){let i=n[o];if(i.canInvokeWith(e)){if(i.type===Re&&!r){let s=this.methodName;if(s==="toString")return`<class: ${t.$n}>`;throw new Error(s+": cannot call instance method without an instance")}return i.apply(t,e)}}if(this.methodName==="toString")return`<class: ${t.$n}>`;to(this.methodName,this.overloads,"argument types do not match any of:")}}});function ts(t,e,n){return`${e.className} ${t}(${n.map(r=>r.className).join(", ")})`}function Ke(t){let e=t._o;e.length>1&&to(e[0].methodName,e,"has more than one overload, use .overload(<signature>) to choose from:")}function to(t,e,n){let o=e.slice().sort((i,s)=>i.argumentTypes.length-s.argumentTypes.length).map(i=>i.argumentTypes.length>0?".overload('"+i.argumentTypes.map(c=>c.className).join("', '")+"')":".overload()");throw new Error(`${t}(): ${n}
	${o.join(`
	`)}`)}function ct(t,e,n,r,o,i,s,c){let a=o.type,l=i.map(p=>p.type);s===null&&(s=$.getEnv());let d,f;return n===Re?(d=s.vaMethod(a,l,c),f=s.nonvirtualVaMethod(a,l,c)):n===Nt?(d=s.staticVaMethod(a,l,c),f=d):(d=s.constructor(l,c),f=d),up([t,e,n,r,o,i,d,f])}function up(t){let e=fp();return Object.setPrototypeOf(e,cs),e._p=t,e}function fp(){let t=function(){return t.invoke(this,arguments)};return t}cs=Object.create(Function.prototype,{methodName:{enumerable:!0,get(){return this._p[0]}},holder:{enumerable:!0,get(){return this._p[1]}},type:{enumerable:!0,get(){return this._p[2]}},handle:{enumerable:!0,get(){return this._p[3]}},implementation:{enumerable:!0,get(){let t=this._r;return t!==void 0?t:null},set(t){let e=this._p,n=e[1];if(e[2]===Xr)throw new Error("Reimplementing $new is not possible; replace implementation of $init instead");let o=this._r;if(o!==void 0&&(n.$f._patchedMethods.delete(this),o._m.revert($),this._r=void 0),t!==null){let[i,s,c,a,l,d]=e,f=ds(i,s,c,l,d,t,this),p=rs(a);f._m=p,this._r=f,p.replace(f,c===Re,d,$,X),n.$f._patchedMethods.add(this)}}},returnType:{enumerable:!0,get(){return this._p[4]}},argumentTypes:{enumerable:!0,get(){return this._p[5]}},canInvokeWith:{enumerable:!0,value(t){let e=this._p[5];return t.length!==e.length?!1:e.every((n,r)=>n.isCompatible(t[r]))}},clone:{enumerable:!0,value(t){let e=this._p.slice(0,6);return ct(...e,null,t)}},invoke:{value(t,e){let n=$.getEnv(),r=this._p,o=r[2],i=r[4],s=r[5],c=this._r,a=o===Re,l=e.length,d=2+l;n.pushLocalFrame(d);let f=null;try{let p;a?p=t.$getHandle():(f=t.$borrowClassHandle(n),p=f.value);let u,m=t.$t;c===void 0?u=r[3]:(u=c._m.resolveTarget(t,a,n,X),is&&c._c.has(_n())&&(m=os));let h=[n.handle,p,u];for(let v=0;v!==l;v++)h.push(s[v].toJni(e[v],n));let _;m===hn?_=r[6]:(_=r[7],a&&h.splice(2,0,t.$copyClassHandle(n)));let g=_.apply(null,h);return n.throwIfExceptionPending(),i.fromJni(g,n,!0)}finally{f!==null&&f.unref(n),n.popLocalFrame(NULL)}}},toString:{enumerable:!0,value(){return`function ${this.methodName}(${this.argumentTypes.map(t=>t.className).join(", ")}): ${this.returnType.className}`}}});function ds(t,e,n,r,o,i,s=null){let c=new Set,a=pp([t,e,n,r,o,i,s,c]),l=new NativeCallback(a,r.type,["pointer","pointer"].concat(o.map(d=>d.type)));return l._c=c,l}function pp(t){return function(){return hp(arguments,t)}}function hp(t,e){let n=new b(t[0],$),[r,o,i,s,c,a,l,d]=e,f=[],p;if(i===Re){let h=o.$C;p=new h(t[1],hn,n,!1)}else p=o;let u=_n();n.pushLocalFrame(3);let m=!0;$.link(u,n);try{d.add(u);let h;l===null||!lt.has(u)?h=a:h=l;let _=[],g=t.length-2;for(let x=0;x!==g;x++){let O=c[x].fromJni(t[2+x],n,!1);_.push(O),f.push(O)}let v=h.apply(p,_);if(!s.isCompatible(v))throw new Error(`Implementation for ${r} expected return value compatible with ${s.className}`);let C=s.toJni(v,n);return s.type==="pointer"&&(C=n.popLocalFrame(C),m=!1,f.push(v)),C}catch(h){let _=h.$h;return _!==void 0?n.throw(_):Script.nextTick(()=>{throw h}),s.defaultValue}finally{$.unlink(u),m&&n.popLocalFrame(NULL),d.delete(u),f.forEach(h=>{if(h===null)return;let _=h.$dispose;_!==void 0&&_.call(h)})}}function mp(t){let{holder:e,type:n}=t[0];t.some(o=>o.type===n&&o.argumentTypes.length===0)||t.push(_p([e,n]))}function _p(t){let e=gp();return Object.setPrototypeOf(e,ls),e._p=t,e}function gp(){return function(){return this}}ls=Object.create(Function.prototype,{methodName:{enumerable:!0,get(){return"valueOf"}},holder:{enumerable:!0,get(){return this._p[0]}},type:{enumerable:!0,get(){return this._p[1]}},handle:{enumerable:!0,get(){return NULL}},implementation:{enumerable:!0,get(){return null},set(t){}},returnType:{enumerable:!0,get(){let t=this.holder;return t.$f.use(t.$n)}},argumentTypes:{enumerable:!0,get(){return[]}},canInvokeWith:{enumerable:!0,value(t){return t.length===0}},clone:{enumerable:!0,value(t){throw new Error("Invalid operation")}}});function yp(t,e,n,r,o){let i=e[2]==="s"?Kr:Yr,s=ptr(e.substr(3)),{$f:c}=r,a,l=o.toReflectedField(n,s,i===Kr?1:0);try{a=o.vaMethod("pointer",[])(o.handle,l,o.javaLangReflectField().getGenericType),o.throwIfExceptionPending()}finally{o.deleteLocalRef(l)}let d;try{d=c._getType(o.getTypeName(a))}finally{o.deleteLocalRef(a)}let f,p,u=d.type;return i===Kr?(f=o.getStaticField(u),p=o.setStaticField(u)):(f=o.getField(u),p=o.setField(u)),bp([i,d,s,f,p])}function bp(t){return function(e){return new us([e].concat(t))}}function us(t){this._p=t}Object.defineProperties(us.prototype,{value:{enumerable:!0,get(){let[t,e,n,r,o]=this._p,i=$.getEnv();i.pushLocalFrame(4);let s=null;try{let c;if(e===Yr){if(c=t.$getHandle(),c===null)throw new Error("Cannot access an instance field without an instance")}else s=t.$borrowClassHandle(i),c=s.value;let a=o(i.handle,c,r);return i.throwIfExceptionPending(),n.fromJni(a,i,!0)}finally{s!==null&&s.unref(i),i.popLocalFrame(NULL)}},set(t){let[e,n,r,o,,i]=this._p,s=$.getEnv();s.pushLocalFrame(4);let c=null;try{let a;if(n===Yr){if(a=e.$getHandle(),a===null)throw new Error("Cannot access an instance field without an instance")}else c=e.$borrowClassHandle(s),a=c.value;if(!r.isCompatible(t))throw new Error(`Expected value compatible with ${r.className}`);let l=r.toJni(t,s);i(s.handle,a,o,l),s.throwIfExceptionPending()}finally{c!==null&&c.unref(s),s.popLocalFrame(NULL)}}},holder:{enumerable:!0,get(){return this._p[0]}},fieldType:{enumerable:!0,get(){return this._p[1]}},fieldReturnType:{enumerable:!0,get(){return this._p[2]}},toString:{enumerable:!0,value(){let t=`Java.Field{holder: ${this.holder}, fieldType: ${this.fieldType}, fieldReturnType: ${this.fieldReturnType}, value: ${this.value}}`;return t.length<200?t:`Java.Field{
	holder: ${this.holder},
	fieldType: ${this.fieldType},
	fieldReturnType: ${this.fieldReturnType},
	value: ${this.value},
}`.split(`
`).map(n=>n.length>200?n.slice(0,n.indexOf(" ")+1)+"...,":n).join(`
`)}}});var mn=class t{static fromBuffer(e,n){let r=ns(n),o=r.getCanonicalPath().toString(),i=new File(o,"w");return i.write(e.buffer),i.close(),vp(o,n),new t(o,r,n)}constructor(e,n,r){this.path=e,this.file=n,this._factory=r}load(){let{_factory:e}=this,{codeCacheDir:n}=e,r=e.use("dalvik.system.DexClassLoader"),o=e.use("java.io.File"),i=this.file;if(i===null&&(i=e.use("java.io.File").$new(this.path)),!i.exists())throw new Error("File not found");o.$new(n).mkdirs(),e.loader=r.$new(i.getCanonicalPath(),n,null,e.loader),$.preventDetachDueToClassLoader()}getClassNames(){let{_factory:e}=this,n=e.use("dalvik.system.DexFile"),r=ns(e),o=n.loadDex(this.path,r.getCanonicalPath(),0),i=[],s=o.entries();for(;s.hasMoreElements();)i.push(s.nextElement().toString());return i}};function ns(t){let{cacheDir:e,tempFileNaming:n}=t,r=t.use("java.io.File"),o=r.$new(e);return o.mkdirs(),r.createTempFile(n.prefix,n.suffix+".dex",o)}function vp(t,e){e.use("java.io.File").$new(t).setWritable(!1,!1)}function Ep(){switch(fe.state){case"empty":{fe.state="pending";let t=fe.factories[0],e=t.use("java.util.HashMap"),n=t.use("java.lang.Integer");fe.loaders=e.$new(),fe.Integer=n;let r=t.loader;return r!==null&&no(t,r),fe.state="ready",fe}case"pending":do Thread.sleep(.05);while(fe.state==="pending");return fe;case"ready":return fe}}function no(t,e){let{factories:n,loaders:r,Integer:o}=fe,i=o.$new(n.indexOf(t));r.put(e,i);for(let s=e.getParent();s!==null&&!r.containsKey(s);s=s.getParent())r.put(s,i)}function fs(t){let e=lt.get(t);e===void 0&&(e=0),e++,lt.set(t,e)}function ps(t){let e=lt.get(t);if(e===void 0)throw new Error(`Thread ${t} is not ignored`);e--,e===0?lt.delete(t):lt.set(t,e)}function Sp(t){return t.slice(t.lastIndexOf(".")+1)}function ro(t,e){let n=[],r=t.getArrayLength(e);for(let o=0;o!==r;o++){let i=t.getObjectArrayElement(e,o);try{n.push(t.getTypeName(i))}finally{t.deleteLocalRef(i)}}return n}function wp(t){let e=t.split(".");return e[e.length-1]+".java"}var Ip=4,hs=Process.pointerSize,so=class{ACC_PUBLIC=1;ACC_PRIVATE=2;ACC_PROTECTED=4;ACC_STATIC=8;ACC_FINAL=16;ACC_SYNCHRONIZED=32;ACC_BRIDGE=64;ACC_VARARGS=128;ACC_NATIVE=256;ACC_ABSTRACT=1024;ACC_STRICT=2048;ACC_SYNTHETIC=4096;constructor(){this.classFactory=null,this.ClassFactory=Ue,this.vm=null,this.api=null,this._initialized=!1,this._apiError=null,this._wakeupHandler=null,this._pollListener=null,this._pendingMainOps=[],this._pendingVmOps=[],this._cachedIsAppProcess=null;try{this._tryInitialize()}catch{}}_tryInitialize(){if(this._initialized)return!0;if(this._apiError!==null)throw this._apiError;let e;try{e=Ct(),this.api=e}catch(r){throw this._apiError=r,r}if(e===null)return!1;let n=new Te(e);return this.vm=n,qi(n),Ue._initialize(n,e),this.classFactory=new Ue,this._initialized=!0,!0}_dispose(){if(this.api===null)return;let{vm:e}=this;e.perform(n=>{Ue._disposeAll(n),b.dispose(n)}),Script.nextTick(()=>{Te.dispose(e)})}get available(){return this._tryInitialize()}get androidVersion(){return wt()}synchronized(e,n){let{$h:r=e}=e;if(!(r instanceof NativePointer))throw new Error("Java.synchronized: the first argument `obj` must be either a pointer or a Java instance");let o=this.vm.getEnv();ue("VM::MonitorEnter",o.monitorEnter(r));try{n()}finally{o.monitorExit(r)}}enumerateLoadedClasses(e){this._checkAvailable();let{flavor:n}=this.api;n==="jvm"?this._enumerateLoadedClassesJvm(e):n==="art"?this._enumerateLoadedClassesArt(e):this._enumerateLoadedClassesDalvik(e)}enumerateLoadedClassesSync(){let e=[];return this.enumerateLoadedClasses({onMatch(n){e.push(n)},onComplete(){}}),e}enumerateClassLoaders(e){this._checkAvailable();let{flavor:n}=this.api;if(n==="jvm")this._enumerateClassLoadersJvm(e);else if(n==="art")this._enumerateClassLoadersArt(e);else throw new Error("Enumerating class loaders is not supported on Dalvik")}enumerateClassLoadersSync(){let e=[];return this.enumerateClassLoaders({onMatch(n){e.push(n)},onComplete(){}}),e}_enumerateLoadedClassesJvm(e){let{api:n,vm:r}=this,{jvmti:o}=n,i=r.getEnv(),s=Memory.alloc(Ip),c=Memory.alloc(hs);o.getLoadedClasses(s,c);let a=s.readS32(),l=c.readPointer(),d=[];for(let f=0;f!==a;f++)d.push(l.add(f*hs).readPointer());o.deallocate(l);try{for(let f of d){let p=i.getClassName(f);e.onMatch(p,f)}e.onComplete()}finally{d.forEach(f=>{i.deleteLocalRef(f)})}}_enumerateClassLoadersJvm(e){this.choose("java.lang.ClassLoader",e)}_enumerateLoadedClassesArt(e){let{vm:n,api:r}=this,o=n.getEnv(),i=r["art::JavaVMExt::AddGlobalRef"],{vm:s}=r;Ie(n,o,c=>{let a=vr(l=>{let d=i(s,c,l);try{let f=o.getClassName(d);e.onMatch(f,d)}finally{o.deleteGlobalRef(d)}return!0});r["art::ClassLinker::VisitClasses"](r.artClassLinker.address,a)}),e.onComplete()}_enumerateClassLoadersArt(e){let{classFactory:n,vm:r,api:o}=this,i=r.getEnv(),s=o["art::ClassLinker::VisitClassLoaders"];if(s===void 0)throw new Error("This API is only available on Android >= 7.0");let c=n.use("java.lang.ClassLoader"),a=[],l=o["art::JavaVMExt::AddGlobalRef"],{vm:d}=o;Ie(r,i,f=>{let p=Er(u=>(a.push(l(d,f,u)),!0));br(()=>{s(o.artClassLinker.address,p)})});try{a.forEach(f=>{let p=n.cast(f,c);e.onMatch(p)})}finally{a.forEach(f=>{i.deleteGlobalRef(f)})}e.onComplete()}_enumerateLoadedClassesDalvik(e){let{api:n}=this,r=ptr("0xcbcacccd"),o=172,i=8,c=n.gDvm.add(o).readPointer(),a=c.readS32(),d=c.add(12).readPointer(),f=a*i;for(let p=0;p<f;p+=i){let m=d.add(p).add(4).readPointer();if(m.isNull()||m.equals(r))continue;let _=m.add(24).readPointer().readUtf8String();if(_.startsWith("L")){let g=_.substring(1,_.length-1).replace(/\//g,".");e.onMatch(g)}}e.onComplete()}enumerateMethods(e){let{classFactory:n}=this,r=this.vm.getEnv(),o=n.use("java.lang.ClassLoader");return Ze.enumerateMethods(e,this.api,r).map(i=>{let s=i.loader;return i.loader=s!==null?n.wrap(s,o,r):null,i})}scheduleOnMainThread(e){this.performNow(()=>{this._pendingMainOps.push(e);let{_wakeupHandler:n}=this;if(n===null){let{classFactory:r}=this,o=r.use("android.os.Handler"),i=r.use("android.os.Looper");n=o.$new(i.getMainLooper()),this._wakeupHandler=n}this._pollListener===null&&(this._pollListener=Interceptor.attach(Process.getModuleByName("libc.so").getExportByName("epoll_wait"),this._makePollHook()),Interceptor.flush()),n.sendEmptyMessage(1)})}_makePollHook(){let e=Process.id,{_pendingMainOps:n}=this;return function(){if(this.threadId!==e)return;let r;for(;(r=n.shift())!==void 0;)try{r()}catch(o){Script.nextTick(()=>{throw o})}}}perform(e){if(this._checkAvailable(),!this._isAppProcess()||this.classFactory.loader!==null)try{this.vm.perform(e)}catch(n){Script.nextTick(()=>{throw n})}else this._pendingVmOps.push(e),this._pendingVmOps.length===1&&this._performPendingVmOpsWhenReady()}performNow(e){return this._checkAvailable(),this.vm.perform(()=>{let{classFactory:n}=this;if(this._isAppProcess()&&n.loader===null){let o=n.use("android.app.ActivityThread").currentApplication();o!==null&&ms(n,o)}return e()})}_performPendingVmOpsWhenReady(){this.vm.perform(()=>{let{classFactory:e}=this,n=e.use("android.app.ActivityThread"),r=n.currentApplication();if(r!==null){ms(e,r),this._performPendingVmOps();return}let o=this,i=!1,s="early",c=n.handleBindApplication;c.implementation=function(d){if(d.instrumentationName.value!==null){s="late";let p=e.use("android.app.LoadedApk").makeApplication;p.implementation=function(u,m){return i||(i=!0,_s(e,this),o._performPendingVmOps()),p.apply(this,arguments)}}c.apply(this,arguments)};let l=n.getPackageInfo.overloads.map(d=>[d.argumentTypes.length,d]).sort(([d],[f])=>f-d).map(([d,f])=>f)[0];l.implementation=function(...d){let f=l.call(this,...d);return!i&&s==="early"&&(i=!0,_s(e,f),o._performPendingVmOps()),f}})}_performPendingVmOps(){let{vm:e,_pendingVmOps:n}=this,r;for(;(r=n.shift())!==void 0;)try{e.perform(r)}catch(o){Script.nextTick(()=>{throw o})}}use(e,n){return this.classFactory.use(e,n)}openClassFile(e){return this.classFactory.openClassFile(e)}choose(e,n){this.classFactory.choose(e,n)}retain(e){return this.classFactory.retain(e)}cast(e,n){return this.classFactory.cast(e,n)}array(e,n){return this.classFactory.array(e,n)}backtrace(e){return Sr(this.vm,e)}isMainThread(){let e=this.classFactory.use("android.os.Looper"),n=e.getMainLooper(),r=e.myLooper();return r===null?!1:n.$isSameObject(r)}registerClass(e){return this.classFactory.registerClass(e)}deoptimizeEverything(){let{vm:e}=this;return Ar(e,e.getEnv())}deoptimizeBootImage(){let{vm:e}=this;return xr(e,e.getEnv())}deoptimizeMethod(e){let{vm:n}=this;return Cr(n,n.getEnv(),e)}_checkAvailable(){if(!this.available)throw new Error("Java API not available")}_isAppProcess(){let e=this._cachedIsAppProcess;if(e===null){if(this.api.flavor==="jvm")return e=!1,this._cachedIsAppProcess=e,e;let n=new NativeFunction(Module.getGlobalExportByName("readlink"),"pointer",["pointer","pointer","pointer"],{exceptions:"propagate"}),r=Memory.allocUtf8String("/proc/self/exe"),o=1024,i=Memory.alloc(o),s=n(r,i,ptr(o)).toInt32();if(s!==-1){let c=i.readUtf8String(s);e=/^\/system\/bin\/app_process/.test(c)}else e=!0;this._cachedIsAppProcess=e}return e}};function ms(t,e){let n=t.use("android.os.Process");t.loader=e.getClassLoader(),n.myUid()===n.SYSTEM_UID.value?(t.cacheDir="/data/system",t.codeCacheDir="/data/dalvik-cache"):"getCodeCacheDir"in e?(t.cacheDir=e.getCacheDir().getCanonicalPath(),t.codeCacheDir=e.getCodeCacheDir().getCanonicalPath()):(t.cacheDir=e.getFilesDir().getCanonicalPath(),t.codeCacheDir=e.getCacheDir().getCanonicalPath())}function _s(t,e){let n=t.use("java.io.File");t.loader=e.getClassLoader();let r=n.$new(e.getDataDir()).getCanonicalPath();t.cacheDir=r,t.codeCacheDir=r+"/cache"}var ao=new so;Script.bindWeak(ao,()=>{ao._dispose()});var gn=ao;var Ee=gn,Mt=class{constructor(e,n){this.$h=e;this.owned=n}$h;owned;$dispose(){this.owned&&(this.owned=!1,H().deleteGlobalRef(this.$h))}};function H(){return Ee.vm.getEnv()}var Cp={Z:"uint8",B:"int8",C:"uint16",S:"int16",I:"int32",J:"int64",F:"float",D:"double",V:"void"},gs=new Map;function co(t){let e=o=>Cp[o]??"pointer",[n,r]=t.slice(1).split(")");return[(n.match(/\[*(?:L[^;]+;|[ZBCSIJFD])/g)??[]).map(e),e(r)]}function lo(t,e,n,r){let o=`${t}.${e}${n}`,i=gs.get(o);if(i===void 0){let s=H(),c=s.findClass(t),a=r?s.getStaticMethodId(c,e,n):s.getMethodId(c,e,n);s.throwIfExceptionPending(),i=[s.newGlobalRef(c),a],s.deleteLocalRef(c),gs.set(o,i)}return i}function uo(t){jt(t,Np,"uint8",["pointer"])(t.handle)!==0&&t.throwIfExceptionPending()}function U(t,e,n){let[r,o]=co(n),i,s;return(c,...a)=>{let l=H();i===void 0&&([,s]=lo(t,e,n,!1),i=l.vaMethod(o,r));let d=i(l.handle,c,s,...a);return uo(l),d}}function _e(t,e,n){let[r,o]=co(n),i,s,c;return(...a)=>{let l=H();i===void 0&&([s,c]=lo(t,e,n,!0),i=l.staticVaMethod(o,r));let d=i(l.handle,s,c,...a);return uo(l),d}}function Ot(t,e){let[n]=co(e);return(...r)=>{let[o,i]=lo(t,"<init>",e,!1),s=H(),c=s.constructor(n)(s.handle,o,i,...r);return uo(s),c}}function Se(t){let e=pe(t);if(e===null)return null;let n=H(),r=Math.min(jt(n,kp,"int32",["pointer","pointer"])(n.handle,e),Mp);if(r===0)return"";let o=Memory.alloc(r*2);jt(n,Lp,"void",["pointer","pointer","int32","int32","pointer"])(n.handle,e,0,r,o);let i=new Uint16Array(o.readByteArray(r*2)),s="";for(let c=0;c<r;c+=bs)s+=String.fromCharCode(...i.subarray(c,c+bs));return s}function Pt(t){let e=H(),n=Memory.allocUtf16String(t);return jt(e,xp,"pointer",["pointer","pointer","int32"])(e.handle,n,t.length)}function fo(t,e=0,n){let r=pe(t);if(r===null)return new Uint8Array(0);let o=H(),i=o.getArrayLength(r),s=Math.max(0,Math.min(e,i)),c=Math.max(0,Math.min(n??i-s,i-s));if(c===0)return new Uint8Array(0);let a=Memory.alloc(c);return jt(o,Tp,"void",["pointer","pointer","int32","int32","pointer"])(o.handle,r,s,c,a),o.throwIfExceptionPending(),new Uint8Array(a.readByteArray(c))}function yn(t){let e=pe(t);return e===null?"":H().getObjectClassName(e)}function Rt(t,e){let n=pe(t);if(n===null)return!1;let r=ys.get(e),o=H();if(r===void 0){let i=o.findClass(e);r=o.newGlobalRef(i),o.deleteLocalRef(i),ys.set(e,r)}return o.isInstanceOf(n,r)}function pe(t){if(t==null)return null;let e=t instanceof NativePointer?t:t.$h;return e.isNull()?null:e}var ys=new Map,Ap=_e("java/lang/String","valueOf","(Ljava/lang/Object;)Ljava/lang/String;");function dt(t){let e=pe(t);return e===null?null:Se(Ap(e))}var xp=163,kp=164,Tp=200,Lp=220,Np=228,Mp=1<<20,bs=4096,jp=[];function jt(t,e,n,r){return jp[e]??=new NativeFunction(t.handle.readPointer().add(e*Process.pointerSize).readPointer(),n,r,{exceptions:"propagate"})}var Pp=2e3,mo=32<<20,Rp=65536,_o=1e3,Fp=200,Dp=4e3,Up="trouble",Es="agent",Ss=Pp,ws=mo,Vp=0,po=null,ho=new Map,bn=new Set,vn=new Map,Ve=null;function Bp(t){Es=t}function zp(t,e=mo){Ss=t,ws=e}function Is(t){return po===null||po.some(e=>t.startsWith(e))}function Cs(t,e,n){try{let r=En(n);return Gp(e,Ms(r))?(Ut(t,r),!0):!1}catch(r){return ge(e,r),!1}}function Qe(t,e,n=0,r=""){let o=ho.get(t);if(o!==void 0&&o.state===e&&o.overloads===n&&o.reason===r)return;let i={hook:t,state:e,overloads:n,reason:r};ho.set(t,i);try{Ut("hook",En(i))}catch(s){ge(t,s)}}function Dt(){return[...ho.values()]}function ge(t,e){let n=Be(`${t}: ${Xe(e)}`,2e3);if(bn.has(n))return;let r=bn.size<Fp;bn.size<Dp&&bn.add(n);try{r?Ut("trouble",{what:n}):Ns(Ls(Up,Sn()))}catch{}}function Xe(t){let e;try{e=t instanceof Error?t.message:String(t)}catch{e="error without text"}return e.split(`
`)[0].slice(0,500)}function Be(t,e=Rp){let n=typeof t=="string"?t:String(t);return n.length>e&&(n=n.slice(0,e)),ks.test(n)?n.replace(Ts,"\uFFFD"):n}function As(){let t=!1,e=Sn();for(let[n,r]of vn)r.dropped>0&&(Ut("dropped",{hook:n,count:r.dropped}),r.dropped=0),e-r.since<10*_o?t=!0:vn.delete(n);!t&&Ve!==null&&(clearInterval(Ve),Ve=null)}function xs(t,e){Bp(t);let n=!1,r=o=>{if(!n){n=!0,typeof o.limit=="number"&&zp(o.limit,o.bytes??mo),po=Array.isArray(o.hooks)?o.hooks:null;try{e.install(o)}catch(i){ge(t,i)}}};rpc.exports={configure(o){return r(o??{}),Dt()},settle(){return r({}),e.settle?.(),Dt()},hooks:Dt,stop(){try{e.stop?.()}finally{As(),Ve!==null&&clearInterval(Ve),Ve=null}}}}function Sn(){return vs===null?Date.now():(vs(Jp,Ft),Process.pointerSize===8?Number(Ft.readS64())*1e3+Number(Ft.add(8).readS64())/1e6:Ft.readS32()*1e3+Ft.add(4).readS32()/1e6)}var ks=/[\ud800-\udfff]/,Ts=/\p{Surrogate}/gu,Jp=Process.platform==="darwin"?6:1,Ft=Memory.alloc(16),vs=(()=>{let t=Module.findGlobalExportByName("clock_gettime");return t===null?null:new NativeFunction(t,"int",["int","pointer"],{scheduling:"exclusive",exceptions:"propagate"})})();function Ut(t,e){send({kind:t,v:1,seq:++Vp,at:Date.now(),mono:Sn(),pid:Process.id,tid:Process.getCurrentThreadId(),agent:Es,...e})}function Gp(t,e){let n=Ls(t,Sn());return n.events>=Ss||n.events>0&&n.characters+e>ws?(Ns(n),!1):(n.events++,n.characters+=e,!0)}function Ls(t,e){let n=vn.get(t);return n===void 0&&vn.set(t,n={since:e,events:0,characters:0,dropped:0}),e-n.since>=_o&&(n.dropped>0&&Ut("dropped",{hook:t,count:n.dropped}),Object.assign(n,{since:e,events:0,characters:0,dropped:0})),n}function Ns(t){t.dropped++,Ve===null&&(Ve=setInterval(As,_o))}function Ms(t){if(typeof t=="string")return t.length;if(typeof t!="object"||t===null)return 8;let e=0;for(let n of Object.values(t))e+=Ms(n);return e}var $p=8;function En(t,e=0){if(typeof t=="string")return ks.test(t)?t.replace(Ts,"\uFFFD"):t;if(typeof t!="object"||t===null)return t;if(e>$p)throw new Error("a value is nested too deeply");if(Array.isArray(t))return t.map(r=>En(r,e+1));let n={};for(let[r,o]of Object.entries(t))o!==void 0&&(n[r]=En(o,e+1));return n}function Hp(){ut()===!0&&Ee.vm.perform(t=>t.deleteLocalRef(t.findClass("java/lang/Object")))}function ut(){try{return gn.available}catch(t){return`Java cannot be hooked here (Android's, or HotSpot 17's, can): ${Xe(t)}`}}function Vt(t){let e=()=>{try{if(ut()!==!0)throw new Error(`there is no Java after all (${ut()})`);Zp(),Ee.performNow(t)}catch(r){ge("java",r)}go()},n=ut();n===!0?e():n===!1?Wp(e):ge("java",n)}var Ps=Process.getCurrentThreadId(),js=!1;function Zp(){if(js)return;js=!0;let{vm:t}=Ee,e=t.perform,n=0;t.perform=r=>{if(Process.getCurrentThreadId()!==Ps)return e.call(t,r);n===0&&Os(t),n++;try{return e.call(t,r)}finally{--n===0&&Os(t)}}}function Os(t){try{for(;;)t.unlink(Ps)}catch{}}function go(){Script.nextTick(()=>{try{Hp()}catch(t){ge("settle",t)}})}function Wp(t){let e=!1,n=Process.attachModuleObserver({onAdded(r){if(r.name!=="libjvm.so"&&r.name!=="libart.so")return;let o=r.enumerateExports().find(i=>i.name==="JNI_CreateJavaVM");o!==void 0&&Interceptor.attach(o.address,{onLeave(){e||(e=!0,t(),setTimeout(()=>n.detach(),0))}})}})}var Rs=[.05,.1,.1,.25,.5,1,2,4,8,16,32],Eo=!1;function Vs(){Eo=!0}function Bs(t){let e=t.filter(r=>Is(ft(r))),n=ut();if(typeof n=="string")for(let r of e)Qe(ft(r),"failed",0,n);Vt(()=>zs(So(e),0))}function wn(t){So(t),go()}function ft(t){return t.name??`${t.class}.${t.method}`}function zs(t,e){t.length===0||e>=Rs.length||setTimeout(()=>{Eo||Vt(()=>zs(So(t),e+1))},Rs[e]*1e3)}function So(t){let e=new bo,n=[];for(let r of t){let o=ft(r);try{let i=r.from===void 0?e.find(r.class):vo(r.class,r.from);i===null?(n.push(r),Dt().some(s=>s.hook===o)||Qe(o,"absent",0,"no such class")):eh(r,o,i)}catch(i){Qe(o,"failed",0,Xe(i))}}return n}var bo=class{loaders=null;seen=new Map;find(e){return this.seen.has(e)||this.seen.set(e,this.usual(e)??this.elsewhere(e)),this.seen.get(e)}usual(e){try{return Ee.use(e)}catch(n){if(Yp(n))return null;throw n}}elsewhere(e){let n=Kp(qp()),r=n.isNull()?null:Fs(e,n);if(r!==null)return vo(e,H().newGlobalRef(r));if(this.loaders===null)try{this.loaders=Ee.enumerateClassLoadersSync()}catch{this.loaders=[]}for(let o of this.loaders){let i=Fs(e,o.$h);if(i!==null)return vo(e,H().newGlobalRef(i))}return null}};function vo(t,e){return Ee.classFactory._make(t,n=>n.newLocalRef(e),H())}var qp=_e("java/lang/Thread","currentThread","()Ljava/lang/Thread;"),Kp=U("java/lang/Thread","getContextClassLoader","()Ljava/lang/ClassLoader;"),Qp=_e("java/lang/Class","forName","(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;"),Xp=U("java/lang/reflect/Method","getModifiers","()I");function Fs(t,e){let n=H(),r=n.newStringUtf(t);try{return Qp(r,1,e)}catch{return null}finally{n.deleteLocalRef(r)}}function Yp(t){return/ClassNotFoundException|NoClassDefFoundError/.test(Xe(t))}var Ds=new Map;function eh(t,e,n){let r=n[t.method==="<init>"?"$init":t.method];if(r===void 0||r.overloads===void 0)return Qe(e,"absent",0,"no such method");let o=0,i=[];for(let c of r.overloads){let a=c.argumentTypes.map(l=>l.className);if(th(t,a,c.returnType.className))try{let l=nh(t,e,c,a);l===null?o++:i.push(l)}catch(l){i.push(`(${a.join(", ")}): ${Xe(l)}`)}}let s=[...new Set(i)].join("; ");o>0?Qe(e,"installed",o,s):Qe(e,i.some(c=>!c.startsWith("abstract")&&!c.startsWith("hooked"))?"failed":"absent",0,s||"no such overload")}function th(t,e,n){let{overloads:r}=t;return r===void 0?!0:typeof r=="function"?r(e,n):r.some(o=>o.join()===e.join())}function nh(t,e,n,r){let o=n.handle.toString(),i=Ds.get(o);if(i!==void 0)return i===e?null:`hooked as ${i}`;if(t.method!=="<init>"&&oh(n))return"abstract: only the classes that implement it can be hooked";let[s,c,a,l,d,f,p,u]=n._p;n._p=[s,c,a,l,Us(d),f.map(Us),p,u];let m=a===Js;return n.implementation=sh(t,e,n,r,d.className,m),Ds.set(o,e),null}var Js=2,rh=1024;function oh(t){let e=H(),{holder:n}=t,r=n.$borrowClassHandle(e);try{let o=e.toReflectedMethod(r.value,t.handle,t.type===Js?1:0),i=Xp(o);return e.deleteLocalRef(o),(i&rh)!==0}finally{r.unref(e)}}function Us(t){return t.type!=="pointer"?t:{...t,isCompatible:()=>!0,fromJni(e,n,r){return e.isNull()?null:r?new Mt(n.newGlobalRef(e),!0):new Mt(e,!1)},toJni(e){return e==null?NULL:e.$h}}}var yo=new Map,Bt=new Map;function ih(t,e){return t.nested===void 0||t.nested==="other methods"&&e.includes(t.method)}function sh(t,e,n,r,o,i){let s=(c,a)=>{try{zt(()=>c(a))}catch(l){ge(e,l)}};return function(...c){let a=Process.getCurrentThreadId(),l=yo.get(a);if(Eo||Bt.has(a)||l!==void 0&&ih(t,l))return n.apply(this,c);l===void 0?yo.set(a,[t.method]):l.push(t.method);let d={hook:e,self:i?null:this,args:c,types:r,resultType:o,result:void 0,threw:!1,error:void 0,kept:void 0},f=!1,p=(u=c)=>{f=!0;try{return d.result=n.apply(this,u)}catch(m){throw d.threw=!0,d.error=m,m}};try{t.before!==void 0&&s(t.before,d);try{if(t.around===void 0)return p();try{return t.around(d,p)}catch(u){if(u.$h!==void 0)throw u;return ge(e,u),f?d.result:p()}}finally{t.after!==void 0&&s(t.after,d)}}finally{l===void 0?yo.delete(a):l.pop()}}}function zt(t){let e=Process.getCurrentThreadId(),n=Bt.get(e)??0;Bt.set(e,n+1);try{return t()}finally{n===0?Bt.delete(e):Bt.set(e,n)}}var ah=new Map(["[I","[J","[Z","[C","[S","[F","[D"].map(t=>[t,_e("java/util/Arrays","toString",`(${t})Ljava/lang/String;`)])),ch=_e("java/util/Arrays","deepToString","([Ljava/lang/Object;)Ljava/lang/String;"),lh=/^(?:\[L)?(?:java|javax|android|androidx|dalvik|libcore|com\.android|com\.google\.android|kotlin|sun|jdk)\./;function Zs(t,e,n){if(t==null)return null;if(typeof t!="object"||!("$h"in t))return Be(e==="float"?dh(t):String(t),n);if(e==="java.lang.String")return Be(Se(t)??"",n);if(e==="[B")return Gs(fo(t,0,n>>1));let r=ah.get(e);if(r!==void 0)return $s(r(t.$h),n);let o=yn(t);if(o==="java.lang.String")return Be(Se(t)??"",n);if(o==="[B")return Gs(fo(t,0,n>>1));let i=fh[o];return i!==void 0?Be(i(t.$h),n):lh.test(o)?o.startsWith("[L")?$s(ch(t.$h),n):Be(dt(t)??"",n):o}function dh(t){for(let e=6;e<9;e++){let n=Number(t.toPrecision(e));if(Math.fround(n)===t)return String(n)}return String(t)}function Gs(t){let e="";for(let n of t)e+=uh[n];return e}var uh=Array.from({length:256},(t,e)=>e.toString(16).padStart(2,"0"));function $s(t,e){let n=Be(Se(t)??"",e);return H().deleteLocalRef(t),n}var Hs={latitude:U("android/location/Location","getLatitude","()D"),longitude:U("android/location/Location","getLongitude","()D")},fh={"android.location.Location":t=>`${Hs.latitude(t)},${Hs.longitude(t)}`,"android.content.ClipData":ph},In={count:U("android/content/ClipData","getItemCount","()I"),item:U("android/content/ClipData","getItemAt","(I)Landroid/content/ClipData$Item;"),text:U("android/content/ClipData$Item","getText","()Ljava/lang/CharSequence;"),uri:U("android/content/ClipData$Item","getUri","()Landroid/net/Uri;")};function ph(t){let e=[],n=Math.min(In.count(t),16);for(let r=0;r<n;r++){let o=In.item(t,r);e.push(dt(In.text(o))??dt(In.uri(o))??"")}return e.join(`
`)}var hh=U("java/lang/Object","getClass","()Ljava/lang/Class;"),mh=U("java/lang/Class","getName","()Ljava/lang/String;"),_h=U("java/lang/Class","getMethods","()[Ljava/lang/reflect/Method;"),gh=U("java/lang/Class","getInterfaces","()[Ljava/lang/Class;"),yh=U("java/lang/Class","getSuperclass","()Ljava/lang/Class;"),x_=U("java/lang/reflect/Method","getName","()Ljava/lang/String;"),bh=U("java/lang/reflect/Method","getParameterTypes","()[Ljava/lang/Class;"),vh=U("java/lang/reflect/Method","getReturnType","()Ljava/lang/Class;"),k_=U("java/lang/reflect/Method","getAnnotations","()[Ljava/lang/annotation/Annotation;"),T_=U("java/lang/annotation/Annotation","annotationType","()Ljava/lang/Class;"),Eh=U("java/lang/reflect/Method","setAccessible","(Z)V"),Sh=U("java/lang/reflect/Method","invoke","(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;"),wh=2e3;function wo(t){return hh(pe(t))}function Ws(t,e=wh){let n=[],r=H(),o=Math.min(r.getArrayLength(t),e);for(let i=0;i<o;i++)n.push(r.getObjectArrayElement(t,i));return n}function qs(t,e){for(let n=wo(t);!n.isNull();n=yh(n))for(let r of Ws(gh(n)))for(let o of Ws(_h(r))){if(H().getArrayLength(bh(o))!==0||Se(mh(vh(o)))!=="java.lang.Object")continue;Eh(o,1);let i=Sh(o,t,NULL);if(e(i))return i}return null}var Io={framework:["android.","androidx.","com.android.","dalvik.","java.","javax.","jdk.","kotlin.","kotlinx.","libcore.","sun.","com.sun.","org.apache.harmony.","okhttp3.","okio.","retrofit2.","io.reactivex.","com.google.gson.","com.squareup.","org.json."],sdks:{"com.adjust.sdk.":"Adjust","com.igaworks.":"adbrix","io.adbrix.":"adbrix","com.adcolony.":"AdColony","com.adobe.marketing.":"Adobe Experience Platform","co.ab180.airbridge.":"Airbridge","com.alibaba.sdk.android.":"Alibaba EMAS","mtopsdk.":"Alibaba Mtop","com.ut.":"Alibaba UT","com.ta.utdid2.":"Alibaba UTDID","com.alipay.":"Alipay","com.wireless.security.":"Alibaba SecurityGuard","com.taobao.wireless.security.":"Alibaba SecurityGuard","com.alibaba.wireless.security.":"Alibaba SecurityGuard","com.amplitude.":"Amplitude","com.applovin.":"AppLovin","com.appsflyer.":"AppsFlyer","com.baidu.mobstat.":"Baidu Mobstat","io.bidmachine.":"BidMachine","io.branch.":"Branch","com.braze.":"Braze","com.appboy.":"Braze","com.bugsnag.":"Bugsnag","com.buzzvil.":"Buzzvil","com.bytedance.applog.":"ByteDance AppLog","com.bytedance.sdk.":"Pangle","com.bytedance.":"ByteDance","com.fsn.cauly.":"Cauly","com.zoyi.channel.":"Channel.io","com.chartboost.":"Chartboost","com.clevertap.":"CleverTap","com.contentsquare.":"Contentsquare","com.criteo.":"Criteo","com.datadog.":"Datadog","com.fyber.":"Digital Turbine","io.embrace.":"Embrace","com.smartadserver.":"Equativ","com.facebook.ads.":"Meta Audience Network","com.facebook.":"Facebook SDK","com.forter.":"Forter","com.igexin.":"Getui","com.google.firebase.":"Firebase","com.google.android.gms.ads.":"Google Mobile Ads","com.google.android.gms.measurement.":"Google Analytics","com.google.android.gms.":"Google Play services","com.google.ads.":"Google Mobile Ads","io.hackle.":"Hackle","com.helpshift.":"Helpshift","com.huawei.hms.":"Huawei HMS","com.inmobi.":"InMobi","com.useinsider.":"Insider","com.instabug.":"Instabug","io.intercom.":"Intercom","com.ironsource.":"ironSource","cn.jpush.":"JPush","cn.jiguang.":"JPush","com.kakao.adfit.":"Kakao AdFit","com.kakao.sdk.":"Kakao SDK","com.kochava.":"Kochava","com.linecorp.":"LINE","com.microsoft.appcenter.":"Microsoft App Center","com.microsoft.clarity.":"Microsoft Clarity","com.mbridge.msdk.":"Mintegral","com.mixpanel.":"Mixpanel","com.moengage.":"MoEngage","com.moloco.":"Moloco","com.mopub.":"MoPub","com.mparticle.":"mParticle","com.navercorp.":"Naver","com.naver.":"Naver","com.nhn.":"NHN","com.newrelic.":"New Relic","com.onesignal.":"OneSignal","com.outbrain.":"Outbrain","com.posthog.":"PostHog","com.pubmatic.":"PubMatic","com.riskified.":"Riskified","com.rudderstack.":"RudderStack","com.segment.":"Segment","com.sendbird.":"Sendbird","com.sensorsdata.":"Sensors Data","io.sentry.":"Sentry","com.shein.":"SHEIN","com.zzkko.":"SHEIN","com.siftscience.":"Sift","com.singular.":"Singular","com.smaato.":"Smaato","com.snap.":"Snap","com.startapp.":"Start.io","com.stripe.":"Stripe","com.taboola.":"Taboola","com.tendcloud.":"TalkingData","com.tapjoy.":"Tapjoy","com.tencent.beacon.":"Tencent Beacon","com.tencent.bugly.":"Tencent Bugly","com.tencent.mm.":"WeChat SDK","com.tencent.":"Tencent","com.qq.e.":"Tencent Ads","com.tenjin.":"Tenjin","com.threatmetrix.":"ThreatMetrix","com.lexisnexisrisk.":"ThreatMetrix","com.tiktok.":"TikTok","com.ss.android.":"ByteDance","com.nextapps.":"TNK Factory","com.tnkfactory.":"TNK Factory","com.tosspayments.":"Toss Payments","com.umeng.":"Umeng","com.uc.crashsdk.":"UC","com.unity3d.ads.":"Unity Ads","com.unity3d.":"Unity","com.vungle.":"Vungle","com.xiaomi.":"Xiaomi","io.appmetrica.":"AppMetrica","com.yandex.":"Yandex","com.zendesk.":"Zendesk","zendesk.":"Zendesk","com.bun.miitmdid.":"MSA OAID","com.github.gzuliyujiang.":"OAID library","com.xunmeng.":"Pinduoduo","com.einnovation.":"Temu","com.tongdun.":"Tongdun","cn.tongdun.":"Tongdun","com.ishumei.":"Shumei","com.netease.":"NetEase","com.geetest.":"Geetest"}};var Ch=48,Ah=_e("java/lang/Thread","currentThread","()Ljava/lang/Thread;"),xh=U("java/lang/Thread","getStackTrace","()[Ljava/lang/StackTraceElement;"),kh=_e("java/util/Arrays","toString","([Ljava/lang/Object;)Ljava/lang/String;"),Th=/^(?:java\.base\/)?(?:java\.lang\.Thread\.getStackTrace|dalvik\.system\.VMStack\.getThreadStackTrace)\(/,Lh=Object.entries(Io.sdks).sort(([t],[e])=>e.length-t.length),Ks="";function Xs(t){let e=Ah(),n=Se(kh(xh(e)))??"[]";H().deleteLocalRef(e);let r=n.slice(1,-1).split(", "),o=0;for(;o<r.length&&(Th.test(r[o])||Qs(r[o]).startsWith(t));)o++;return r.slice(o).map(Qs)}function Ys(t){for(let e of t){if(Ks!==""&&e.startsWith(Ks))return"";let n=Mh(e);if(n!==null&&n!=="")return n}return""}var Cn=new Map,Nh=2e4;function Mh(t){let e=t.slice(0,t.indexOf("(")),n=Cn.get(e);return n===void 0&&(n=Io.framework.some(r=>e.startsWith(r))?null:Lh.find(([r])=>e.startsWith(r))?.[1]??"",Cn.size>=Nh&&Cn.clear(),Cn.set(e,n)),n}function ea(t){return t.slice(0,Ch)}function Qs(t){return t.includes("/")?t.replace(/^(?:[\w.@-]*\/)+/,""):t}var ta=_e("java/security/cert/CertificateFactory","getInstance","(Ljava/lang/String;)Ljava/security/cert/CertificateFactory;"),jh=U("java/security/cert/CertificateFactory","generateCertificate","(Ljava/io/InputStream;)Ljava/security/cert/Certificate;"),Oh=U("java/security/cert/CertificateFactory","generateCertPath","(Ljava/util/List;)Ljava/security/cert/CertPath;"),Ph=Ot("java/io/ByteArrayInputStream","([B)V"),Rh=U("java/lang/String","getBytes","()[B"),na=Ot("java/util/ArrayList","()V"),Co=U("java/util/List","add","(Ljava/lang/Object;)Z"),Fh=U("java/util/List","toArray","()[Ljava/lang/Object;"),Dh=U("java/lang/Object","equals","(Ljava/lang/Object;)Z"),Uh=Ot("java/security/cert/TrustAnchor","(Ljava/security/cert/X509Certificate;[B)V"),Vh=_e("java/util/Collections","singleton","(Ljava/lang/Object;)Ljava/util/Set;"),Bh=Ot("java/security/cert/PKIXParameters","(Ljava/util/Set;)V"),zh=U("java/security/cert/PKIXParameters","setRevocationEnabled","(Z)V"),Jh=_e("java/security/cert/CertPathValidator","getInstance","(Ljava/lang/String;)Ljava/security/cert/CertPathValidator;"),Gh=U("java/security/cert/CertPathValidator","validate","(Ljava/security/cert/CertPath;Ljava/security/cert/CertPathParameters;)Ljava/security/cert/CertPathValidatorResult;"),ra=10,An=null,oa=null;function ia(t){let e=H(),n=jh(ta(Pt("X.509")),Ph(Rh(Pt(t))));An=e.newGlobalRef(n);let r=Bh(Vh(Uh(An,NULL)));zh(r,0),oa=e.newGlobalRef(r)}function sa(t){return zt(()=>{let e=Ye(t);if(e===null||e.length===0)return!1;let n=H();n.pushLocalFrame(64);try{let r=na();for(let o of e.slice(0,ra)){if(Dh(o,An))break;Co(r,o)}return Gh(Jh(Pt("PKIX")),Oh(ta(Pt("X.509")),r),oa),!0}catch(r){if(r.$h===void 0)throw r;return!1}finally{n.popLocalFrame(NULL)}})}function Ao(t){let e=na();for(let n of Ye(t)??[])Co(e,n);return Co(e,An),e}function Ye(t){let e=pe(t);if(e===null)return null;if(Rt(e,"java/util/List"))e=Fh(e);else if(!Rt(e,"[Ljava/lang/Object;"))return null;let n=H(),r=[],o=Math.min(n.getArrayLength(e),ra+1);for(let i=0;i<o;i++)r.push(n.getObjectArrayElement(e,i));return r.filter(i=>!i.isNull())}var $h="[Ljava.security.cert.X509Certificate;",Hh="java.util.List",Zh="Certificate pinning failure!";function Wh(t){let e=Xs("java.lang.Throwable"),n=t.args.map((r,o)=>t.types[o]==="java.lang.String"?Zs(r,t.types[o],300)??"null":t.types[o]);Cs("api",t.hook,{hook:t.hook,category:"pinning",api:t.hook,arguments:n,value:null,stack:ea(e),sdk:Ys(e)})}function xn(t,e=()=>{}){return(n,r)=>{try{return r()}catch(o){if(o.$h===void 0||!ko(n,t))throw o;return n.threw=!1,e(n)}}}function ko(t,e){return zt(()=>{try{return sa(e(t))?(Wh(t),!0):!1}catch(n){return ge(t.hook,n),!1}})}var xo=t=>t.args[0],qh=t=>t.args[1];function Kh(t){return t.resultType==="void"?void 0:{$h:Ao(t.args[0])}}function ze(t,e){return["checkServerTrusted","getTrustedChainForServer"].map(n=>({class:t,method:n,...e===void 0?{}:{from:e},nested:"always",overloads:r=>r[0]===$h,around:xn(xo,Kh)}))}function Jt(t,e){return{class:t,method:e,nested:"always",overloads:(n,r)=>r==="void"&&n.length===2&&n[0]==="java.lang.String",around:xn(n=>Qh(n.args[1]))}}function Qh(t){let e=pe(t);return e===null||Ye(e)!==null?t:qs(e,n=>Ye(n)!==null)}var Xh={class:"javax.net.ssl.SSLContext",method:"init",nested:"always",before(t){let e=[];for(let n of Ye(t.args[1])??[])Rt(n,"javax/net/ssl/X509TrustManager")&&e.push(...aa(n,ze));e.length>0&&wn(e)}},kn=new Set;function aa(t,e){let n=yn(t),r=wo(t),o=`${n} ${dt(r)}`;return kn.has(o)?[]:(kn.add(o),e(n,H().newGlobalRef(r)))}var Yh=U("java/lang/Throwable","getStackTrace","()[Ljava/lang/StackTraceElement;"),em=U("java/lang/StackTraceElement","getClassName","()Ljava/lang/String;"),tm=U("java/lang/StackTraceElement","getMethodName","()Ljava/lang/String;"),nm={class:"javax.net.ssl.SSLPeerUnverifiedException",method:"<init>",nested:"always",after(t){if(t.threw||!(Se(t.args[0])??"").startsWith(Zh))return;let[e]=Ye(Yh(pe(t.self)))??[];if(e===void 0)return;let n=Se(em(e)),r=Jt(n,Se(tm(e)));kn.has(ft(r))||(kn.add(ft(r)),wn([r]))}},rm=U("android/net/http/SslError","getCertificate","()Landroid/net/http/SslCertificate;"),om=U("android/net/http/SslCertificate","getX509Certificate","()Ljava/security/cert/X509Certificate;"),im=U("android/webkit/SslErrorHandler","proceed","()V"),sm=t=>Ee.use("java.util.Collections").singletonList(Ee.cast(t,Ee.use("java.lang.Object"))).$h;function ca(t,e){return[{class:t,method:"onReceivedSslError",...e===void 0?{}:{from:e},nested:"always",around(n,r){if(!ko(n,()=>sm(om(rm(pe(n.args[2]))))))return r();im(pe(n.args[1]))}}]}var am={class:"android.webkit.WebViewClient",method:"<init>",nested:"always",after(t){let e=aa(pe(t.self),ca);e.length>0&&wn(e)}};function cm(t,e,n){return{class:t,method:e,nested:"always",overloads:(r,o)=>o==="boolean",around(r,o){let i=o();return i===!1&&ko(r,n)?!0:i}}}var lm={class:"org.chromium.net.impl.CronetEngineBuilderImpl",method:"enablePublicKeyPinningBypassForLocalTrustAnchors",around:(t,e)=>e([!0])},dm=[...["com.android.org.conscrypt","org.conscrypt","com.google.android.gms.org.conscrypt"].flatMap(t=>[...ze(`${t}.TrustManagerImpl`),Jt(`${t}.CertPinManager`,"checkChainPinning"),cm(`${t}.CertPinManager`,"isChainValid",qh)]),...ze("android.security.net.config.RootTrustManager"),...ze("android.security.net.config.NetworkSecurityTrustManager"),{class:"android.security.net.config.NetworkSecurityTrustManager",method:"checkPins",nested:"always",overloads:[[Hh]],around:xn(xo)},...ze("android.net.http.X509TrustManagerExtensions"),...ze("sun.security.ssl.X509TrustManagerImpl"),Xh,nm,Jt("okhttp3.CertificatePinner","check"),Jt("okhttp3.CertificatePinner","check$okhttp"),Jt("com.squareup.okhttp.CertificatePinner","check"),{class:"okhttp3.internal.tls.BasicCertificateChainCleaner",method:"clean",nested:"always",around:xn(xo,t=>({$h:Ao(t.args[0])}))},...ze("appcelerator.https.PinningTrustManager"),...ze("com.datatheorem.android.trustkit.pinning.PinningTrustManager"),lm,...ca("android.webkit.WebViewClient"),am];xs("unpinning",{install(t){if(typeof t.ca!="string"||t.ca==="")return ge("unpinning","no audit CA was given, so nothing is hooked: configure({ca: PEM})");let{ca:e}=t;Vt(()=>{try{ia(e)}catch(n){return ge("unpinning",`the audit CA is no certificate in PEM, so nothing is hooked (${n})`)}Bs(dm)})},stop:Vs});})();
